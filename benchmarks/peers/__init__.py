"""The Python contenders, a module a workload."""
