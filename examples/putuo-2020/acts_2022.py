"""What happens in 2022: fifteen made-up hazards, told act by act, each on its day and entered when somebody sat down.

From 2022 on the demo's units act directly instead of handing in workbooks. Together these lives take every arrow of the
lifecycle. Everything is synthetic（合成数据）: enterprises, devices, documents, findings, days. Persons are those of the
invented returns where those have them, and ids without a name where not.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Person:
    """`name` is looked up in the ledger's table of names; an id of the form v… has no name there."""

    name: str
    post: str
    unit: str


@dataclass(frozen=True)
class Act:
    now: str  # when it was entered
    on: str  # when it was so
    subject: str
    request: str  # or one of VERBS
    by: tuple[Person, ...]
    fields: dict = field(default_factory=dict)


ACTS: list[Act] = []
# Not about a hazard: verbs of the campaign itself.
VERBS = {"meet_demand", "state_measure", "ask_body", "answer_for_body", "chase_body", "withdraw_cooperation"}


class Subject:
    """Tells the life of one hazard, measure, demand or request: `subject(on, request, *by, entered=…, **fields)`."""

    def __init__(self, id: str) -> None:
        self.id = id
        self.told = 0

    def __call__(self, on: str, request: str, *by: Person, entered: str = "", **fields: object) -> None:
        day, _, hour = (entered or on).partition(" ")
        self.told += 1
        ACTS.append(Act(f"{day}T{hour or '16'}:{self.told:02}:00+08:00", on, self.id, request, by, fields))


def told() -> list[Act]:
    """All acts as they were entered; the clock never goes back."""
    return sorted(ACTS, key=lambda act: act.now)


# ---- who ------------------------------------------------------------------------------------------------------------

JIAO, WU, CHU, ZHUO, PEI = (Person(name, "inspector", "tejian") for name in "焦越 邬骁 褚南星 卓越 裴亦凡".split())
TONG, ZHI = Person("佟修竹", "head", "tejian"), Person("支冬青", "head", "tejian")
TEJIAN_CHECKER = Person("v01", "checker", "tejian")
XIANG, CHE, NI, ZHIM = (Person(name, "inspector", "zfdd") for name in "项云帆 车乔 倪若川 支明湛".split())
FEI, CHUY = Person("费砚", "head", "zfdd"), Person("褚以宁", "head", "zfdd")
FAN, YAN, SHANG, GONG = (Person(name, "inspector", "st_taopu") for name in "樊亦凡 严嘉树 尚悦 宫文澜".split())
XI, BAI = Person("席修竹", "head", "st_taopu"), Person("柏朗", "head", "st_taopu")
RONG, CHEY, QI, GUAN = (Person(name, "inspector", "st_changzheng") for name in "荣承安 车悦 祁云帆 管珏".split())
YIN, XIANGW = Person("尹启元", "head", "st_changzheng"), Person("项文澜", "head", "st_changzheng")
TAI, YANS, HAO, MU = (Person(name, "inspector", "st_zhenru") for name in "邰琰 严书禾 郝照野 卓牧".split())
YINT, FEIY = Person("尹庭柯", "head", "st_zhenru"), Person("费越", "head", "st_zhenru")
CHANGZHENG_CHECKER = Person("v02", "checker", "st_changzheng")
DIRECTOR, EXECUTIVE = Person("v03", "director", "bureau"), Person("v04", "executive_deputy", "bureau")
LISTER, LISTER_DEPUTY = Person("v05", "lister", "qu_anwei"), Person("v06", "lister", "qu_anwei")
DELISTER = Person("v07", "lister", "qu_jianguanwei")
CITIZEN, LABORATORY = Person("v08", "群众", "公众"), Person("v09", "检验员", "演示（虚构）检验检测院")


def party(name: str, number: int) -> tuple[str, Person, Person]:
    """An enterprise that the returns don't know, who rectifies there, and its head."""
    name = f"演示（虚构）{name}有限公司"
    return name, Person(f"v{number}", "rectifier", name), Person(f"v{number + 1}", "rectifier_head", name)


def found(enterprise: str, unit: str, territory: str, task: str, place: str, text: str, **more: object) -> dict:
    return {"enterprise": enterprise, "supervising_unit": unit, "territorial_unit": territory, "task": task, "place": place,
            "text": text, "source": "监督检查", "signatures": "检查人员与当事人均已签字", "device_kind": ""} | more


def order(number: str, limit_on: str, measures: str, rectifier: Person, *clauses: str, **more: object) -> dict:
    return {"paper": "directive", "number": number, "limit_on": limit_on, "measures": measures, "rectifier": rectifier,
            "clauses": [*clauses, "特种设备安全法第六十二条"]} | more


def treatment(aims: str, methods: str, money: str, time: str) -> dict:
    """The six elements of Order 16, Article 15."""
    return {"aims": aims, "methods": methods, "money": money, "people": "主要负责人任组长，设备、后勤各一人", "time": time,
            "safety": "停用隔离、专人值守，备有应急救援联系人和处置卡"}


UNINSPECTED, SCRAPPED = "特种设备安全法第四十条", "特种设备安全法第四十八条"
DONE = {"report": "整改情况报告一份", "evidence": "整改前后照片、维修单据"}
PASSED = {"record": "特种设备安全监督检查记录（复查）", "conclusion": "合格"}


# ---- a listed major hazard: extension, failed review, delisting, closing by the lister's side --------------------------

boiler = Subject("TS-2022-0001")
name, hand, head = party("示朴酒店管理", 10)
boiler("2022-06-14", "register", JIAO, WU, **found(
    name, "tejian", "st_changzheng", "3.1.4", "地下一层锅炉房", "2号蒸汽锅炉超过检验有效期四个月仍在使用，安全阀校验过期",
    device_kind="锅炉", device_code="11003199002014000417", prominent=1))
boiler("2022-06-14", "stop_use", JIAO, order="（普演TS）停用〔2022〕第0003号", scope="2号蒸汽锅炉及其分汽缸")
boiler("2022-06-14", "grade", TONG, grade="major", clause=UNINSPECTED)
boiler("2022-06-14", "order", TONG, **order(
    "（普演TS）监令〔2022〕第0041号", "2022-07-29", "停用2号锅炉，申报定期检验，更换安全阀", hand, UNINSPECTED, money_fen=18_600_000))
boiler("2022-06-15", "report_up", DIRECTOR, to="区委区政府", text="涉及人员密集场所的重大隐患，已停用，请督促属地配合")
boiler("2022-06-17", "plan_treatment", head, **treatment("检验合格前不投用", "更换安全阀、清洗除垢、报检", "18.6万元", "7月29日前"))
boiler("2022-06-20", "begin", hand)
boiler("2022-06-24", "list", LISTER, level=4, document="普演安委办〔2022〕督1号", overseer="特种设备安全监察科",
       publication="区政府网站", delisting_unit="区安全生产委员会办公室")
boiler("2022-07-08", "ask_extension", hand, steps="已停用并订购安全阀", reason="安全阀到货延迟", interim_safety="锅炉断电上锁、挂牌",
       extended_to_on="2022-08-19")
boiler("2022-07-12", "decide_extension", LISTER, decision="granted", extended_to_on="2022-08-19")
boiler("2022-08-05", "report_rectified", hand, acceptance="锅炉检验机构出具的内部检验报告", **DONE)
# The reviewers came back on Tuesday and entered it on Friday.
boiler("2022-08-09", "fail_review", CHU, ZHUO, entered="2022-08-12", findings="安全阀无铅封，水位报警装置失灵")
boiler("2022-08-11", "interview", EXECUTIVE, entered="2022-08-12 17", to="企业主要负责人", text="复查不合格，限期重新整改")
boiler("2022-08-12", "order", TONG, **order(
    "（普演TS）监令〔2022〕第0058号", "2022-09-09", "更换带铅封的安全阀，修复水位报警装置", hand, UNINSPECTED))
boiler("2022-08-15", "plan_treatment", head, **treatment("一次复查合格", "由安装单位更换并调试", "2.4万元", "9月9日前"))
boiler("2022-08-16", "begin", hand)
boiler("2022-08-29", "report_rectified", hand, acceptance="锅炉检验机构复检报告，结论合格", **DONE)
boiler("2022-09-06", "pass_review", CHU, ZHUO, **PASSED)
boiler("2022-09-07", "allow_use", WU, consent="经审查同意恢复使用2号锅炉")
boiler("2022-09-14", "delist", LISTER, document="普演安委办〔2022〕摘1号")
boiler("2022-09-15", "close", LISTER_DEPUTY, outcome="done")

# ---- a sealed forklift: seal prolonged once, clock paused and resumed, a penalty that outlives the hazard --------------

forklift = Subject("ZF-2022-0001")
name, hand, head = party("例朴仓储", 12)
forklift("2022-07-04", "register", XIANG, CHE, **found(
    name, "zfdd", "st_taopu", "3.3.1", "2号库装卸口", "3号叉车制动失效，检验有效期已过",
    device_kind="场(厂)内专用机动车辆", device_code="51103199002016000388"))
forklift("2022-07-04", "grade", CHUY, grade="general")
forklift("2022-07-04", "seal", XIANG, decision="（普演ZF）封〔2022〕第0007号")
forklift("2022-07-04", "order", CHUY, **order("（普演ZF）监令〔2022〕第0112号", "2022-07-29", "修复制动并报检", hand, UNINSPECTED))
forklift("2022-07-06", "open_case", XIANG, number="普演市监立〔2022〕0031号", clause=UNINSPECTED)
forklift("2022-07-07", "begin", hand)
forklift("2022-07-15", "pause", FEI, reason="制动总成由原厂调货，厂家书面说明交期", review_on="2022-08-15", limit_on="2022-07-29")
forklift("2022-08-03", "seal", CHE, decision="（普演ZF）封延〔2022〕第0007号")
forklift("2022-08-10", "resume", FEI, limit_on="2022-08-24")
forklift("2022-08-19", "report_rectified", hand, **DONE)
forklift("2022-08-24", "pass_review", NI, ZHIM, **PASSED)
forklift("2022-08-25", "unseal", CHE, decision="（普演ZF）解封〔2022〕第0007号")
forklift("2022-08-26", "close", FEI, outcome="done")
forklift("2022-09-20", "penalise", XIANG, number="普演市监处〔2022〕0044号", clause="特种设备安全法第八十四条", sum_fen=3_000_000)
forklift("2022-10-11", "close_case", XIANG, number="普演市监立〔2022〕0031号")

# The same forklift fails again in October: recorded as a recurrence of the first.
again = Subject("ZF-2022-0002")
again("2022-10-19", "register", NI, ZHIM, **found(
    name, "zfdd", "st_taopu", "3.3.1", "2号库装卸口", "3号叉车制动间隙超标", device_kind="场(厂)内专用机动车辆",
    device_code="51103199002016000388", recurrence_of="ZF-2022-0001"))
again("2022-10-19", "grade", CHUY, grade="general")
again("2022-10-19", "order", CHUY, **order("（普演ZF）监令〔2022〕第0187号", "2022-11-18", "调整制动并培训司机", hand, UNINSPECTED))
again("2022-10-20", "begin", hand)

# ---- transferred, taken back with its hold, graded higher, still open ---------------------------------------------------

gas = Subject("TP-2022-0001")
name, hand, head = party("试朴餐饮管理", 14)
gas("2022-09-01", "register", FAN, YAN, **found(
    name, "st_taopu", "st_taopu", "9.2", "后厨气瓶间", "气瓶间通风不足，12只液化气瓶来源不清", device_kind="气瓶"))
gas("2022-09-01", "stop_use", FAN, order="（普演TP）停用〔2022〕第0002号", scope="气瓶间全部气瓶")
gas("2022-09-02", "grade", XI, grade="general")
gas("2022-09-06", "transfer", FAN, receiver="区建设和管理委员会", record="普演市监移〔2022〕5号", answer_due_on="2022-09-20")
gas("2022-09-22", "take_back", FAN, reason="收件部门复函：气瓶超期未检属特种设备，退回办理")
gas("2022-09-22", "grade", XI, grade="general")
gas("2022-09-23", "order", XI, **order("（普演TP）监令〔2022〕第0066号", "2022-10-21", "清退来源不清的气瓶，改造通风", hand, "气瓶安全监察规定"))
gas("2022-09-28", "regrade", XI, old_grade="general", new_grade="major", clause=UNINSPECTED, reason="查明12只气瓶均超期未检仍在使用")
gas("2022-09-29", "report_up", DIRECTOR, to="区委区政府", text="餐饮场所超期气瓶，已停用")
gas("2022-10-10", "plan_treatment", head, **treatment("气瓶全部合格", "更换为在检气瓶，增设机械通风", "5万元", "10月21日前"))
gas("2022-10-11", "begin", hand)
gas("2022-10-12", "ask_extension", hand, steps="气瓶已清退", reason="风机定制", interim_safety="停用明火，改用电炊具", extended_to_on="2022-11-11")
gas("2022-10-14", "decide_extension", BAI, decision="granted", extended_to_on="2022-11-11")

# ---- a crane on a building site: raised while graded, extension refused by the lister, delisted by another unit --------

crane = Subject("TS-2022-0002")
name, hand, head = party("演朴机械制造", 16)
crane("2022-07-06", "register", JIAO, PEI, **found(
    name, "tejian", "st_taopu", "3.3.2", "室外3号跨", "室外3号起重机防风锚定缺失，夹轨器失效", device_kind="起重机械",
    device_code="41103199002012000126"))
crane("2022-07-06", "grade", JIAO, grade="general")
crane("2022-07-07", "regrade", TONG, old_grade="general", new_grade="major", clause=SCRAPPED, reason="台风季室外作业，失稳后果严重")
crane("2022-07-07", "order", TONG, **order("（普演TS）监令〔2022〕第0047号", "2022-08-31", "加装锚定，修复夹轨器", hand, SCRAPPED))
crane("2022-07-08", "report_up", DIRECTOR, to="区委区政府", text="台风季室外起重机械重大隐患，请属地督促停止作业")
crane("2022-07-11", "plan_treatment", head, **treatment("满足防风要求", "加装锚定装置、更换夹轨器", "9万元", "8月31日前"))
crane("2022-07-12", "begin", hand)
crane("2022-07-15", "list", LISTER, level=4, document="普演安委办〔2022〕督2号", overseer="特种设备安全监察科", publication="区政府网站",
      delisting_unit="区建设和管理委员会")
crane("2022-08-08", "ask_extension", hand, steps="锚定基础已浇筑", reason="夹轨器交期未定", interim_safety="停止作业、锁车", extended_to_on="2022-10-31")
crane("2022-08-10", "decide_extension", LISTER_DEPUTY, decision="refused")
crane("2022-08-30", "report_rectified", hand, acceptance="起重机械检验机构验收意见", **DONE)
crane("2022-09-07", "pass_review", CHU, ZHUO, **PASSED)
crane("2022-09-16", "delist", DELISTER, document="普演建管〔2022〕摘1号")
crane("2022-09-19", "close", LISTER, outcome="done")

# ---- fixed on the spot, then found to be worse, then found to be less -------------------------------------------------

door = Subject("CZ-2022-0001")
name, hand, head = party("仿朴物业管理", 18)
door("2022-02-15", "register", RONG, CHEY, **found(
    name, "st_changzheng", "st_changzheng", "3.2.2", "5号楼大堂", "5号梯层门门锁啮合不足", device_kind="电梯", device_code="31103199002011000731"))
door("2022-02-15", "grade", YIN, grade="general")
door("2022-02-15", "fix_on_spot", RONG, CHEY, before="啮合深度4毫米", after="调整至8毫米", rectified_by=hand)
door("2022-02-17", "regrade", YIN, old_grade="general", new_grade="major", clause=SCRAPPED, reason="全梯28层门锁同批磨损，当场调整不能根治")
door("2022-02-18", "report_up", DIRECTOR, to="区委区政府", text="高层住宅电梯门锁成批磨损")
door("2022-02-18", "order", YIN, **order("（普演CZ）监令〔2022〕第0009号", "2022-03-18", "更换全部层门门锁", hand, SCRAPPED))
door("2022-02-21", "plan_treatment", head, **treatment("门锁全部合格", "由维保单位成批更换", "3.6万元", "3月18日前"))
door("2022-02-22", "begin", hand)
door("2022-03-09", "report_rectified", hand, acceptance="电梯检验机构抽查意见", **DONE)
door("2022-03-14", "pass_review", QI, GUAN, **PASSED)
door("2022-03-15", "regrade", YIN, old_grade="major", new_grade="general", clause="更换后经检验不再符合重大情形", reason="门锁已全部更换",
     approved_by=XIANGW)
door("2022-03-16", "close", XIANGW, outcome="done")

# ---- from the inspection body to closing, and back again after a second look -------------------------------------------

intercom = Subject("ZR-2022-0001")
name, hand, head = party("样朴置业服务", 20)
intercom("2022-01-11", "tip_off", LABORATORY, source="inspection_body", text="定期检验不合格：2号梯五方通话不通、底坑积水", enterprise=name, task="3.2.6")
intercom("2022-01-12", "register", TAI, YANS, **found(
    name, "st_zhenru", "st_zhenru", "3.2.6", "2号楼机房", "2号梯五方通话不通、底坑积水", source="inspection_body", device_kind="电梯",
    device_code="31103199002009000254"))
intercom("2022-01-12", "grade", YINT, grade="general")
intercom("2022-01-13", "order", YINT, **order("（普演ZR）监令〔2022〕第0004号", "2022-01-28", "修复通话，排水堵漏", hand, UNINSPECTED))
intercom("2022-01-14", "begin", hand)
intercom("2022-01-24", "report_rectified", hand, **DONE)
intercom("2022-01-26", "pass_review", HAO, MU, **PASSED)
intercom("2022-01-27", "close", FEIY, outcome="done")
intercom("2022-03-02", "reopen", TAI, findings="回头看：雨后底坑再次积水")
intercom("2022-03-03", "order", YINT, **order("（普演ZR）监令〔2022〕第0021号", "2022-03-18", "重做底坑防水", hand, UNINSPECTED))
intercom("2022-03-04", "begin", hand)
intercom("2022-03-14", "report_rectified", hand, **DONE)
intercom("2022-03-16", "pass_review", HAO, MU, **PASSED)
# Passed, and yet water stood in the pit two days later: reopened before anybody closed it.
intercom("2022-03-18", "reopen", TAI, findings="复查合格后两日再次渗水")
intercom("2022-03-18", "order", YINT, **order("（普演ZR）监令〔2022〕第0024号", "2022-06-30", "外墙与底坑一并防水", hand, UNINSPECTED))
intercom("2022-03-21", "begin", hand)
# The building is shut off; the limit stands still and runs again by itself on the day after the review day.
intercom("2022-03-28", "pause", FEIY, reason="所在小区封闭管理，无法施工", review_on="2022-06-01", limit_on="2022-08-31")
intercom("2022-06-20", "report_rectified", hand, **DONE)
intercom("2022-06-23", "pass_review", HAO, MU, **PASSED)
intercom("2022-06-24", "close", FEIY, outcome="done")

# ---- extension refused, asked again, granted; a reviewer withdraws -----------------------------------------------------

bottles = Subject("CZ-2022-0002")
name, hand, head = party("拟朴能源", 22)
bottles("2022-06-16", "register", RONG, QI, **found(
    name, "st_changzheng", "st_changzheng", "3.1.3", "1号充装位", "充装前后检查记录缺46条，枪头密封件老化", device_kind="气瓶"))
bottles("2022-06-16", "grade", YIN, grade="general", withdrawn=[GUAN], note="一名检查人员与该企业负责人系近亲属，本项回避")
bottles("2022-06-17", "order", YIN, **order("（普演CZ）监令〔2022〕第0033号", "2022-07-08", "补记并培训，更换密封件", hand, "特种设备安全法第四十九条"))
bottles("2022-06-20", "begin", hand)
bottles("2022-06-27", "ask_extension", hand, steps="培训已完成", reason="希望与年检一并办理", interim_safety="停用1号充装位", extended_to_on="2022-09-30")
bottles("2022-06-29", "decide_extension", XIANGW, decision="refused")
bottles("2022-07-04", "ask_extension", hand, steps="培训已完成，旧密封件已拆", reason="密封件到货延迟", interim_safety="停用1号充装位", extended_to_on="2022-07-22")
bottles("2022-07-05", "decide_extension", XIANGW, decision="granted", extended_to_on="2022-07-22")
bottles("2022-07-20", "report_rectified", hand, **DONE)
bottles("2022-07-27", "pass_review", CHEY, QI, **PASSED)
bottles("2022-07-28", "close", XIANGW, outcome="done")

# ---- transferred with a receipt, its hold goes along -------------------------------------------------------------------

hoist = Subject("TP-2022-0002")
name, hand, head = party("虚朴建筑", 24)
hoist("2022-07-12", "register", SHANG, GONG, **found(
    name, "st_taopu", "st_taopu", "9.1", "工地1号楼", "施工升降机防坠器标定过期", device_kind="施工升降机"))
hoist("2022-07-12", "stop_use", SHANG, order="（普演TP）停用〔2022〕第0001号", scope="1号施工升降机")
hoist("2022-07-13", "grade", XI, grade="general")
hoist("2022-07-14", "transfer", SHANG, receiver="区建设和管理委员会", record="普演市监移〔2022〕3号", answer_due_on="2022-07-28")
hoist("2022-07-22", "acknowledge_transfer", SHANG, receipt="普演建管收〔2022〕18号")

# ---- the device is scrapped --------------------------------------------------------------------------------------------

tank = Subject("TS-2022-0003")
name, hand, head = party("示朴食品", 26)
tank("2022-02-22", "register", WU, PEI, **found(
    name, "tejian", "st_zhenru", "2.3", "空压站房", "1号储气罐壁厚减薄，安全阀超期未校验", device_kind="压力容器", device_code="21503199002006000093"))
tank("2022-02-22", "grade", TONG, grade="general")
tank("2022-02-23", "order", TONG, **order("（普演TS）监令〔2022〕第0012号", "2022-03-23", "检验或报废", hand, SCRAPPED))
tank("2022-03-10", "terminate", ZHI, proof="去功能化照片、使用登记注销证明（普演注〔2022〕6号）")

# ---- void: a tip that was none, and a hazard entered twice ------------------------------------------------------------

noise = Subject("CZ-2022-0003")
noise("2022-07-18", "tip_off", CITIZEN, source="complaint", text="反映电梯夜间异响")
noise("2022-07-19", "void", RONG, reason="经核为水泵噪声，与电梯无关", approved_by=YIN)

label = Subject("TP-2022-0003")
name, hand, head = party("例朴物流", 28)
label("2022-08-02", "register", FAN, GONG, **found(
    name, "st_taopu", "st_taopu", "3.3.1", "1号库", "1号叉车作业人员证书过期", device_kind="场(厂)内专用机动车辆", device_code="51103199002018000512"))
label("2022-08-02", "grade", XI, grade="general")
label("2022-08-03", "order", XI, **order("（普演TP）监令〔2022〕第0051号", "2022-08-17", "换证前停止作业", hand, "特种设备安全法第十四条"))
label("2022-08-04", "begin", hand)
double = Subject("TS-2022-0004")
double("2022-08-05", "register", JIAO, WU, **found(
    name, "tejian", "st_taopu", "3.3.1", "1号库", "1号叉车司机证书过期", device_kind="场(厂)内专用机动车辆", device_code="51103199002018000512"))
double("2022-08-05", "grade", TONG, grade="general")
double("2022-08-05", "order", TONG, **order("（普演TS）监令〔2022〕第0055号", "2022-08-19", "换证前停止作业", hand, "特种设备安全法第十四条"))
double("2022-08-08", "begin", hand)
double("2022-08-10", "void", JIAO, duplicate_of="TP-2022-0003", reason="与桃浦所所查为同一台叉车、同一问题", approved_by=ZHI)
label("2022-08-12", "report_rectified", hand, **DONE)
label("2022-08-16", "pass_review", SHANG, GONG, **PASSED)
# No head was there to close; an inspector does, and the post that let him is on record.
label("2022-08-17", "close", YAN, outcome="done", override_post="副局长", override_reason="所负责人均外出，企业急需恢复作业")

# ---- another device of the same place: looked at, and distinct --------------------------------------------------------

second = Subject("TP-2022-0004")
second("2022-09-13", "register", FAN, GONG, **found(
    name, "st_taopu", "st_taopu", "3.3.1", "1号库", "2号叉车作业人员证书过期", device_kind="场(厂)内专用机动车辆",
    device_code="51103199002018000513", distinct_from=["TP-2022-0003"]))
second("2022-09-13", "grade", XI, grade="general")
second("2022-09-13", "order", XI, **order("（普演TP）监令〔2022〕第0062号", "2022-09-27", "换证前停止作业", hand, "特种设备安全法第十四条"))
second("2022-09-14", "begin", hand)
second("2022-09-23", "report_rectified", hand, **DONE)
second("2022-09-28", "pass_review", SHANG, YAN, **PASSED)
second("2022-09-29", "close", BAI, outcome="done")

# ---- nobody moves: the ladder -------------------------------------------------------------------------------------------

idle = Subject("CZ-2022-0004")
name, hand, head = party("演朴商业管理", 30)
idle("2022-06-28", "register", CHEY, QI, **found(
    name, "st_changzheng", "st_changzheng", "3.2.1", "2层中庭", "2号扶梯出入口防攀爬装置缺失", device_kind="自动扶梯", device_code="33103199002013000274"))
idle("2022-06-28", "grade", YIN, grade="general")
idle("2022-06-29", "order", YIN, **order("（普演CZ）监令〔2022〕第0037号", "2022-07-13", "加装防攀爬装置", hand, UNINSPECTED))
idle("2022-07-01", "begin", hand)
idle("2022-07-14", "remind", TONG, to="长征市场监管所", text="逾期1个工作日，催办监管部门")
idle("2022-07-20", "remind", EXECUTIVE, to="特种设备安全监察科", text="逾期5个工作日，催办牵头部门")
# A wrong order number, seen by the checker when the bureau asked.
idle("2022-07-26", "correct", CHANGZHENG_CHECKER, corrects="order", field="number", value="（普演CZ）监令〔2022〕第0038号", reason="文号录入错误")
idle("2022-07-27", "interview", EXECUTIVE, to="企业主要负责人、长征市场监管所", text="领导小组约谈：逾期10个工作日")
idle("2022-08-10", "report_up", DIRECTOR, to="区委区政府", text="逾期20个工作日未整改，请属地街镇支持")
idle("2022-08-22", "reassign", CHEY, supervising_unit="tejian", reason="改由特种设备安全监察科直接督办")
idle("2022-09-05", "report_rectified", hand, entered="2022-09-07", **DONE)
idle("2022-09-09", "pass_review", CHU, ZHUO, **PASSED)
idle("2022-09-13", "close", ZHI, outcome="done")

# ---- what the fourth phase asks for: shared problems looked into, a measure that answers them ---------------------------

analysis = Subject("consolidate.1")
for on, who, unit, attended, problems in (
    ("2022-09-23", TONG, "tejian", 11, ["TS-2022-0001", "TS-2022-0002", "crane"]),
    ("2022-09-26", FEI, "zfdd", 8, ["ZF-2022-0001", "hazchem"]),
    ("2022-09-27", YINT, "st_zhenru", 6, ["ZR-2022-0001", "lift"]),
):
    analysis(on, "meet_demand", who, unit=unit, evidence="共性问题分析会纪要", event="study_meeting", attended=attended, problems=problems)

wind = Subject("TS-ZD-2022-01")
wind("2022-07-18", "state_measure", TONG, title="室外起重机械防风管理办法", unit="tejian", category="制度", targets=["crane"],
     text="台风预警前停止作业、锁定夹轨器，每季抽查一次", status="drafted", leading_unit="tejian", due_on="2022-10-31")
wind("2022-08-15", "state_measure", TONG, status="consulted")
wind("2022-09-05", "state_measure", TONG, status="adopted")
wind("2022-09-20", "state_measure", TONG, status="issued", document="普演市监特设〔2022〕19号", issued_on="2022-09-20")
wind("2022-10-08", "state_measure", TONG, status="in_force")
mechanism = Subject("consolidate.2")
mechanism("2022-10-08", "meet_demand", TONG, unit="tejian", evidence="室外起重机械防风管理办法施行", document="普演市监特设〔2022〕19号")
