"""Plans that are made up by the seed of a random generator, as large as a picture must bear."""

import random

SECTIONS = ["综合协调科", "特种设备科", "危险化学品监管科", "工业产品监管科", "食品生产科", "食品流通科", "餐饮监管科", "药品监管科",
            "医疗器械科", "计量科", "标准化科", "认证认可科", "质量发展科", "信用监管科", "网络交易监管科", "广告监管科"]  # fmt: skip
PLACES = ["东湖", "西郊", "南山", "北苑", "长桥", "石门", "新港", "老城", "云溪", "金沙", "银湖", "青松", "白塔", "紫阳", "红旗", "黄泥",
          "凤凰", "龙泉", "虎丘", "麒麟", "玉兰", "桂花"]  # fmt: skip
TEAMS = ["综合行政执法大队", "检验检测中心"]
BODIES = ["区住房和城乡建设委员会", "区公安分局", "区消防救援支队", "区教育局", "区民政局", "区城市管理行政执法局", "各街道办事处",
          "区应急管理局"]  # fmt: skip
DEVICES = ["电梯维保", "起重机械", "锅炉压力容器", "大型游乐设施", "燃气器具", "电动自行车", "危化品包装", "消防产品", "校园食堂"]
ACTS = ["隐患排查", "专项检查", "风险管控", "宣传培训", "信用惩戒", "联合执法", "监督抽查和建档立卡", "多部门协同处置长效机制建设和定期评估"]


def texts(names: list[str]) -> str:
    return "[" + ", ".join(quoted(name) for name in names) + "]"


def quoted(text: str) -> str:
    """A basic string of TOML."""
    escaped = "".join(f"\\U{ord(c):08X}" if ord(c) < 0x20 or ord(c) == 0x7F or c in '"\\' else c for c in text)
    return f'"{escaped}"'


def made_plan(seed: int, unit_count: int = 40, task_count: int = 60, name_of=lambda text, number: text) -> str:
    """The text of a plan file. `name_of` may give every unit, body, task and term another name."""
    rng = random.Random(seed)
    count = 0

    def name(text: str) -> str:
        nonlocal count
        count += 1
        return name_of(text, count)

    all_units = SECTIONS + [place + "市场监督管理所" for place in PLACES] + TEAMS
    kept = sorted(rng.sample(range(len(all_units)), min(unit_count, len(all_units))))
    units = [name(all_units[number]) for number in kept]
    leading = units[: max(1, len(units) * 2 // 5)]
    stations = units[len(leading) : -2] or units[-1:]
    bodies = [name(body) for body in BODIES]
    term, group = name("各市场监督管理所"), name("云溪区安全生产治本攻坚专项行动领导小组")
    lines = [
        '[notice]', 'id = "made-up"', f'campaign = {quoted(name("云溪区安全生产治本攻坚专项行动（虚构）"))}', 'title = "通知（虚构）"', 'number = "虚构〔2024〕1号"',
        'issuer = "云溪区市场监督管理局（虚构）"', 'issued_on = 2024-01-04', 'zone = "+08:00"',
        'span = { first = 2024-01-01, last = 2026-12-31 }', '[units]', f'bureau = {{ name = {quoted(name("云溪区市场监督管理局（虚构）"))} }}',
        *[f"u{i} = {{ name = {quoted(unit)} }}" for i, unit in enumerate(units)],
        '[bodies]', *[f"b{i} = {{ name = {quoted(body)} }}" for i, body in enumerate(bodies)],
        '[[term]]', f'name = {quoted(term)}', f'members = {texts([f"u{units.index(one)}" for one in stations])}',
        '[posts]', 'head = { name = "负责人", answers_for_unit = true }', 'director = { name = "局长" }', 'deputy = { name = "副局长" }',
        '[group]', f'name = {quoted(group)}', 'office = "u0"', f'reports_to = {quoted(bodies[-1])}',
        '[[group.rank]]', 'rank = "组长"', 'post = "director"', 'of = ["bureau"]',
        '[[group.rank]]', 'rank = "副组长"', 'post = "deputy"', 'of = ["bureau"]', 'count = 3',
        '[[group.rank]]', 'rank = "组员"', 'post = "head"', f'of = {texts([f"u{i}" for i in range(len(units))])}',
    ]  # fmt: skip

    def cell(key: str, names: list[str], origin: str) -> str:
        return f"{key} = {texts(names)}" if origin == "printed" else f'{key} = {{ names = {texts(names)}, origin = "{origin}" }}'

    for number in range(task_count):
        head, place = number // 8 + 1, number % 8 + 1
        if place == 1:
            lines += ["[[task]]", f'id = "{head}"', f'number = "{head}"', f'title = {quoted(name(f"第{head}类整治任务"))}']
        lines += ["[[task]]", f'id = "{head}.{place}"', f'number = "{place}"', f"title = {quoted(name(rng.choice(DEVICES) + rng.choice(ACTS)))}"]
        origin = rng.choice(["printed", "printed", "inferred", "assumed"])
        if rng.random() < 0.95:
            lines.append(cell("leading", [rng.choice(leading)], origin))
        carrying = [term] if rng.random() < 0.4 else rng.sample(stations, min(len(stations), rng.randint(1, 3)))
        if rng.random() < 0.95:
            lines.append(cell("responsible", carrying + ([units[-1]] if rng.random() < 0.4 and units[-1] not in carrying else []), origin))
        if rng.random() < 0.3:
            lines.append(cell("cooperating", rng.sample(bodies, rng.randint(1, 2)), "printed"))
    lines += ['[[phase]]', 'id = "all"', 'title = "全程"', 'span = { first = 2024-01-01, last = 2026-12-31 }', 'demands = ["排查"]',
              '[[filing]]', 'id = "monthly"', 'title = "月报"', f"filers = {texts(leading)}", 'recipient = "u0"', 'every = "month"',
              'due = { months_after = 1, day = 1 }', 'cutoff = { months_after = 0, day = "last" }', 'roll = "none"', 'forms = ["hazards"]']  # fmt: skip
    return "\n".join(lines) + "\n"
