"""What bodies outside were asked in 2022: seven made-up letters, some answered, one overdue. All synthetic（合成数据）.

Importing this adds the acts to those of `acts_2022`.
"""

from acts_2022 import TONG, XI, YIN, Person, Subject

QUALITY = Person("v40", "head", "zljd")

housing = Subject("C-2022-01")
housing("2022-03-07", "ask_body", TONG, task="3.2.5", unit="tejian", body="区房管局", document="普演市监特设函〔2022〕2号",
        text="请提供使用年限超过十五年的住宅电梯及其维修资金情况", answer_due_on="2022-03-31")
housing("2022-03-30", "answer_for_body", TONG, outcome="partial", text="先复六个街镇，其余待核", document="普演房管函〔2022〕11号", answer_due_on="2022-04-29")
housing("2022-05-09", "chase_body", TONG, text="电话催办：其余四个街镇已逾期")
housing("2022-05-18", "answer_for_body", TONG, outcome="done", text="其余四个街镇清单", document="普演房管函〔2022〕19号")

street = Subject("C-2022-02")
street("2022-03-08", "ask_body", YIN, task="3.2.5", unit="st_changzheng", body="街道镇", addressee="演示（虚构）甲街道办事处",
       text="请通知小区业委会落实电梯大修资金", answer_due_on="2022-04-08", hazards=["CZ-2022-0001"])
street("2022-04-02", "answer_for_body", YIN, outcome="done", text="业委会已表决通过")

town = Subject("C-2022-03")
town("2022-05-16", "ask_body", XI, task="3.2.5", unit="st_taopu", body="街道镇", addressee="演示（虚构）乙镇人民政府",
     text="请协调无物业小区的电梯使用单位", answer_due_on="2022-06-15")
town("2022-06-01", "withdraw_cooperation", XI, reason="小区已选聘物业，无须协调")

building = Subject("C-2022-04")
building("2022-07-14", "ask_body", TONG, task="9.1", unit="tejian", body="区建设和管理委员会", document="普演市监特设函〔2022〕8号",
         text="请提供在建工地起重机械产权单位名录，并联合检查", answer_due_on="2022-08-12", hazards=["TP-2022-0002"])
building("2022-08-11", "answer_for_body", TONG, outcome="partial", text="名录已提供，联合检查安排在四季度", document="普演建管函〔2022〕33号",
         answer_due_on="2022-11-30")

police = Subject("C-2022-05")
police("2022-09-23", "ask_body", XI, task="9.2", unit="st_taopu", body="区公安分局", document="普演市监桃函〔2022〕5号",
       text="请协查12只来源不清气瓶的流向", answer_due_on="2022-10-12", hazards=["TP-2022-0001"])
police("2022-10-11", "answer_for_body", XI, outcome="done", text="气瓶来自外区两家站点，已通报当地", document="普演公治复〔2022〕21号")

# Asked, urged, and still silent at the end of October.
fire = Subject("C-2022-06")
fire("2022-09-13", "ask_body", QUALITY, task="4.3", unit="zljd", body="消防部门", document="普演市监质监函〔2022〕6号",
     text="请派员联合抽查灭火器和防火门，并提供近三年使用环节抽查结果", answer_due_on="2022-10-14")
fire("2022-10-19", "chase_body", QUALITY, text="已逾期三个工作日，请书面答复", document="普演市监质监催〔2022〕1号")

kitchen = Subject("C-2022-07")
kitchen("2022-10-08", "ask_body", TONG, task="9.2", unit="tejian", body="区公安分局", text="请将餐饮场所夜间检查结果按月抄送",
        answer_due_on="2022-10-21")
kitchen("2022-10-18", "answer_for_body", TONG, outcome="declined", text="夜间检查非其职责，建议联系属地街镇")
