// The one table of what each kind of fact may carry. Required fields follow lifecycle.md ("must carry"), the others the
// columns of returns.md. A released field is never renamed, retyped or removed: facts stay readable for ever.
#include "bihuan/ledger/fact.hpp"

#include <algorithm>
#include <array>
#include <memory>

namespace bihuan {

namespace {

using enum FactKind;
using enum FieldType;

constexpr bool must = true;
constexpr bool may = false;

constexpr FieldForm forms[] = {
    {tip_received, "source", text, must, "线索来源"},
    {tip_received, "text", text, must, "线索内容"},
    {tip_received, "enterprise", text, may, "单位名称"},
    {tip_received, "credit_code", text, may, "统一社会信用代码"},
    {tip_received, "address", text, may, "地址"},
    {tip_received, "place", text, may, "部位"},
    {tip_received, "device_kind", text, may, "设备种类"},
    {tip_received, "device_code", text, may, "设备代码"},
    {tip_received, "task", text, may, "任务编号"},

    {hazard_registered, "task", text, must, "任务编号"},
    {hazard_registered, "enterprise", text, must, "单位名称"},
    {hazard_registered, "supervising_unit", text, must, "监管部门"},
    {hazard_registered, "territorial_unit", text, must, "属地"},
    {hazard_registered, "source", text, must, "问题来源"},
    {hazard_registered, "place", text, must, "部位"},
    {hazard_registered, "text", text, must, "问题隐患"},
    {hazard_registered, "signatures", text, must, "双方签字情况"},
    {hazard_registered, "credit_code", text, may, "统一社会信用代码"},
    {hazard_registered, "address", text, may, "地址"},
    {hazard_registered, "device_kind", text, may, "设备种类"},
    {hazard_registered, "device_code", text, may, "设备代码"},
    {hazard_registered, "prominent", truth, may, "突出问题"},
    {hazard_registered, "problem_class", text, may, "问题类别"},
    {hazard_registered, "cause", text, may, "原因"},
    {hazard_registered, "recurrence_of", text, may, "系何隐患复发"},
    {hazard_registered, "distinct_from", texts, may, "经核与何隐患不同"},

    {hazard_graded, "grade", text, must, "等级", "general major"},
    {hazard_graded, "clause", text, may, "判定依据"},

    {hazard_regraded, "old_grade", text, must, "原等级", "ungraded general major"},
    {hazard_regraded, "new_grade", text, must, "新等级", "general major"},
    {hazard_regraded, "clause", text, must, "判定依据"},
    {hazard_regraded, "reason", text, must, "理由"},
    {hazard_regraded, "approved_by", actor, may, "批准人"},

    {fixed_on_spot, "before", text, must, "整改前情况"},
    {fixed_on_spot, "after", text, must, "整改后情况"},
    {fixed_on_spot, "rectified_by", actor, may, "整改责任人"},

    {order_issued, "paper", text, must, "文书形式", "directive notice self_check"},
    {order_issued, "number", text, must, "文书文号"},
    {order_issued, "clauses", texts, must, "依据条款"},
    {order_issued, "measures", text, must, "整改措施"},
    {order_issued, "limit_on", day, must, "整改时限"},
    {order_issued, "rectifier", actor, may, "整改责任人"},
    {order_issued, "money_fen", money_fen, may, "整改资金"},

    {treatment_planned, "aims", text, must, "治理目标和任务"},
    {treatment_planned, "methods", text, must, "方法和措施"},
    {treatment_planned, "money", text, must, "经费和物资"},
    {treatment_planned, "people", text, must, "机构和人员"},
    {treatment_planned, "time", text, must, "时限和要求"},
    {treatment_planned, "safety", text, must, "安全措施和应急预案"},
    {treatment_planned, "plan_head", actor, may, "整改单位负责人"},

    {extension_asked, "steps", text, must, "已采取的措施"},
    {extension_asked, "reason", text, must, "延期理由"},
    {extension_asked, "interim_safety", text, must, "延期期间安全措施"},
    {extension_asked, "extended_to_on", day, must, "延期至"},
    {extension_asked, "ask_by_on", day, may, "最迟申请日"},
    {extension_asked, "ask_rule", text, may, "申请时间依据"},

    {extension_granted, "decision", text, must, "审批决定"},
    {extension_granted, "extended_to_on", day, must, "延期至"},
    {extension_granted, "count", integer, must, "第几次延期"},
    {extension_granted, "document", text, may, "批准文号"},

    {extension_refused, "decision", text, must, "审批决定"},
    {extension_refused, "count", integer, must, "已延期次数"},
    {extension_refused, "document", text, may, "批准文号"},

    {rectification_reported, "report", text, must, "整改报告"},
    {rectification_reported, "evidence", text, must, "佐证材料"},
    {rectification_reported, "acceptance", text, may, "验收意见"},

    {review_passed, "record", text, must, "复查记录"},
    {review_passed, "conclusion", text, must, "复查结论"},

    {review_failed, "findings", text, must, "复查发现"},

    {hazard_closed, "outcome", text, must, "销号结论", "done alternative_accepted superseded no_longer_applicable"},

    {hazard_reopened, "findings", text, must, "回头看发现"},
    {hazard_reopened, "link", text, may, "关联记录"},

    {hazard_transferred, "receiver", text, must, "接收单位"},
    {hazard_transferred, "record", text, must, "移送文书"},
    {hazard_transferred, "answer_due_on", day, must, "答复期限"},

    {transfer_acknowledged, "receipt", text, must, "签收回执"},

    {transfer_returned, "reason", text, must, "退回理由"},

    {hazard_terminated, "proof", text, must, "终结证明"},

    {hazard_voided, "reason", text, may, "作废理由"},
    {hazard_voided, "duplicate_of", text, may, "重复的隐患编号"},
    {hazard_voided, "approved_by", actor, may, "批准人"},

    {use_stopped, "order", text, must, "停用停产文书"},
    {use_stopped, "scope", text, must, "停用停产范围"},

    {use_allowed, "consent", text, must, "恢复使用意见"},

    {equipment_sealed, "decision", text, must, "查封扣押决定书"},
    {equipment_sealed, "until_on", day, may, "查封扣押至"},

    {equipment_unsealed, "decision", text, must, "解除查封扣押决定书"},

    {hazard_listed, "level", integer, must, "挂牌级别"},
    {hazard_listed, "document", text, must, "挂牌文号"},
    {hazard_listed, "overseer", text, must, "督办单位"},
    {hazard_listed, "publication", text, must, "公示方式"},
    {hazard_listed, "delisting_unit", text, may, "摘牌单位"},

    {hazard_delisted, "document", text, must, "摘牌文号"},

    {clock_paused, "reason", text, must, "中止理由"},
    {clock_paused, "review_on", day, must, "复核日期"},
    {clock_paused, "limit_on", day, must, "中止时的整改时限"},

    {clock_resumed, "limit_on", day, must, "恢复后的整改时限"},

    {reminded, "to", text, must, "提醒对象"},
    {reminded, "text", text, must, "提醒内容"},

    {interviewed, "to", text, must, "约谈对象"},
    {interviewed, "text", text, must, "约谈内容"},

    {reported_upward, "to", text, must, "上报对象"},
    {reported_upward, "text", text, must, "上报内容"},
    {reported_upward, "proposes_closure", truth, may, "提请关闭"},

    {case_opened, "number", text, must, "立案文号"},
    {case_opened, "clause", text, must, "违反条款"},

    {penalty_decided, "number", text, must, "处罚决定书文号"},
    {penalty_decided, "clause", text, must, "处罚依据"},
    {penalty_decided, "sum_fen", money_fen, must, "罚款金额"},

    {case_closed, "number", text, must, "结案文号"},

    {fact_corrected, "corrects", integer, must, "被更正的记录号"},
    {fact_corrected, "field", text, must, "更正事项"},
    {fact_corrected, "value", any, must, "更正后的值"},
    {fact_corrected, "reason", text, must, "更正理由"},

    {hazard_reassigned, "reason", text, must, "调整理由"},
    {hazard_reassigned, "supervising_unit", text, may, "新监管部门"},
    {hazard_reassigned, "territorial_unit", text, may, "新属地"},

    {plan_adopted, "text", text, must, "方案全文"},
    {plan_adopted, "file", text, may, "方案文件名"},

    {plan_amended, "text", text, must, "修订后的方案全文"},
    {plan_amended, "reason", text, must, "修订理由"},
    {plan_amended, "file", text, may, "方案文件名"},

    {person_appointed, "person", text, must, "任职人员"},
    {person_appointed, "acting", truth, may, "代理"},
    {person_appointed, "last_on", day, may, "任期至"},

    {term_ended, "person", text, must, "离任人员"},

    {return_received, "unit", text, must, "报送单位"},
    {return_received, "filing", text, must, "报送任务"},
    {return_received, "period", text, must, "报告期"},
    {return_received, "received_on", day, must, "收到日期"},
    {return_received, "content", text, must, "内容摘要值"},
    {return_received, "standing", text, must, "收件结果"},
    {return_received, "rows", integer, must, "采纳行数"},
    {return_received, "refused", integer, may, "退回行数"},
    {return_received, "zero", truth, may, "零报告"},
    {return_received, "edition", integer, may, "报表版次"},
    {return_received, "prepared_by", actor, may, "填表人"},
    {return_received, "checked_by", actor, may, "审核人"},
    {return_received, "headed_by", actor, may, "单位负责人"},
    {return_received, "filled_on", day, may, "填报日期"},
    {return_received, "source", text, may, "来源文件摘要值"},
    {return_received, "reason", text, may, "更正理由"},
    {return_received, "corrects_item", integer, may, "所更正报表的记录号"},
    {return_received, "contribution", truth, may, "补充报送"},
    {return_received, "met", texts, may, "首次出现的人员"},
    {return_received, "missing_rows", texts, may, "本期缺失的行"},
    {return_received, "lower_figures", texts, may, "低于上期的累计数"},
    {return_received, "known_at", text, may, "底稿的台账检查点"},

    {row_refused, "unit", text, must, "报送单位"},
    {row_refused, "filing", text, must, "报送任务"},
    {row_refused, "period", text, must, "报告期"},
    {row_refused, "sheet", text, must, "工作表"},
    {row_refused, "row", integer, must, "行号"},
    {row_refused, "reason", text, must, "退回理由"},
    {row_refused, "column", text, may, "列"},
    {row_refused, "id", text, may, "编号"},

    {return_sent_back, "unit", text, must, "报送单位"},
    {return_sent_back, "filing", text, must, "报送任务"},
    {return_sent_back, "period", text, must, "报告期"},
    {return_sent_back, "reason", text, must, "退回理由"},

    {return_taken, "unit", text, must, "报送单位"},
    {return_taken, "filing", text, must, "报送任务"},
    {return_taken, "period", text, must, "报告期"},

    {measure_stated, "title", text, must, "名称"},
    {measure_stated, "unit", text, must, "填报单位"},
    {measure_stated, "category", text, may, "类型"},
    {measure_stated, "targets", texts, may, "针对问题"},
    {measure_stated, "text", text, may, "主要内容"},
    {measure_stated, "leading_unit", text, may, "牵头部门"},
    {measure_stated, "responsible_units", texts, may, "责任部门"},
    {measure_stated, "due_on", day, may, "计划完成时限"},
    {measure_stated, "status", text, may, "状态", "drafted consulted adopted issued in_force revised repealed"},
    {measure_stated, "issued_on", day, may, "印发日期"},
    {measure_stated, "document", text, may, "发文字号"},
    {measure_stated, "effect", text, may, "成效"},

    {task_reported, "unit", text, must, "填报单位"},
    {task_reported, "period", text, must, "报告期"},
    {task_reported, "text", text, must, "进展情况"},

    {indicator_stated, "unit", text, must, "填报单位"},
    {indicator_stated, "code", text, must, "指标代码"},
    {indicator_stated, "period", text, must, "报告期"},
    {indicator_stated, "value", integer, must, "数值"},
    {indicator_stated, "measure", text, may, "计量单位"},
    {indicator_stated, "scale", integer, may, "小数位数"},
    {indicator_stated, "title", text, may, "指标名称"},

    {text_stated, "unit", text, must, "填报单位"},
    {text_stated, "block", text, must, "文字栏目"},
    {text_stated, "period", text, must, "报告期"},
    {text_stated, "text", text, must, "文字内容"},

    {report_issued, "filing", text, must, "报送任务"},
    {report_issued, "period", text, must, "报告期"},
    {report_issued, "cutoff_on", day, must, "统计截止"},
    {report_issued, "pinned", integer, must, "依据的记录号"},
    {report_issued, "root", text, must, "依据的根摘要值"},
    {report_issued, "plan", text, must, "方案摘要值"},
    {report_issued, "edition", text, must, "日历版本"},
    {report_issued, "template", text, must, "表式版本"},
    {report_issued, "library", text, must, "程序版本"},
    {report_issued, "files", texts, must, "印发文件及摘要值"},
    {report_issued, "rules", text, may, "期限规定摘要值"},
    {report_issued, "folder", text, may, "文件所在目录"},
    {report_issued, "figures", texts, may, "印发数字"},
    {report_issued, "indicators", text, may, "指标目录摘要值"},
    {report_issued, "form_text", text, may, "表式摘要值"},

    {demand_met, "unit", text, must, "完成单位"},
    {demand_met, "evidence", text, must, "佐证材料"},
    {demand_met, "document", text, may, "文号"},
    {demand_met, "event", text, may, "活动类型",
     "arrangement study publicity screening lists on_site_push study_meeting interview assessment summary analysis mechanism follow_up"},
    {demand_met, "attended", integer, may, "参加人数"},
    {demand_met, "problems", texts, may, "涉及问题"},
    {demand_met, "withdrawn", truth, may, "撤回"},

    {unit_renamed, "name", text, must, "新名称"},
    {unit_renamed, "document", text, may, "文号"},
    {unit_renamed, "reason", text, may, "理由"},

    {units_merged, "units", texts, must, "被合并单位"},
    {units_merged, "name", text, may, "新单位名称"},
    {units_merged, "document", text, may, "文号"},
    {units_merged, "reason", text, may, "理由"},

    {unit_split, "into", texts, may, "新设单位"},
    {unit_split, "task_heirs", texts, may, "按任务承接"},
    {unit_split, "hazard_heirs", texts, may, "按隐患承接"},
    {unit_split, "rest", text, may, "其余承接单位"},
    {unit_split, "document", text, may, "文号"},
    {unit_split, "reason", text, may, "理由"},

    {unit_closed, "task_heirs", texts, may, "按任务承接"},
    {unit_closed, "hazard_heirs", texts, may, "按隐患承接"},
    {unit_closed, "rest", text, may, "其余承接单位"},
    {unit_closed, "document", text, may, "文号"},
    {unit_closed, "reason", text, may, "理由"},

    {responsibility_moved, "bond", text, must, "职责", "leads carries cooperates"},
    {responsibility_moved, "from", text, may, "划出单位"},
    {responsibility_moved, "to", text, may, "划入单位"},
    {responsibility_moved, "document", text, may, "文号"},
    {responsibility_moved, "reason", text, may, "理由"},

    {membership_changed, "joined", texts, may, "加入单位"},
    {membership_changed, "left", texts, may, "退出单位"},
    {membership_changed, "document", text, may, "文号"},
    {membership_changed, "reason", text, may, "理由"},

    {cooperation_requested, "task", text, must, "任务编号"},
    {cooperation_requested, "unit", text, must, "请求单位"},
    {cooperation_requested, "body", text, must, "协作部门"},
    {cooperation_requested, "text", text, must, "协作事项"},
    {cooperation_requested, "answer_due_on", day, must, "答复期限"},
    {cooperation_requested, "addressee", text, may, "具体收件单位"},
    {cooperation_requested, "document", text, may, "发函文号"},
    {cooperation_requested, "hazards", texts, may, "涉及隐患"},

    {cooperation_answered, "outcome", text, must, "答复结果", "done partial declined"},
    {cooperation_answered, "text", text, must, "答复内容"},
    {cooperation_answered, "answer_due_on", day, may, "下次答复期限"},
    {cooperation_answered, "document", text, may, "复函文号"},

    {cooperation_chased, "text", text, must, "催办内容"},
    {cooperation_chased, "document", text, may, "催办文号"},

    {cooperation_withdrawn, "reason", text, must, "撤回理由"},
};

// The kind of these means nothing: they may stand in any.
constexpr FieldForm shared_forms[] = {
    {tip_received, "override_post", text, may, "越权批准职务"},
    {tip_received, "override_reason", text, may, "越权理由"},
    {tip_received, "withdrawn", texts, may, "回避人员"},
    {tip_received, "due_on", day, may, "办理期限"},
    {tip_received, "due_limit", text, may, "期限事项"},
    {tip_received, "due_rule", text, may, "期限依据"},
    {tip_received, "due_edition", text, may, "日历版本"},
    {tip_received, "assumed", texts, may, "假定的事项"},
    {tip_received, "unstated", texts, may, "未填的事项"},
    {tip_received, "note", text, may, "备注"},
    {tip_received, "row", text, may, "来源行"},
    {tip_received, "filing", text, may, "报送任务"},
    {tip_received, "period", text, may, "报告期"},
};

struct KindName {
  std::string_view name;
  std::string_view chinese;
  std::string_view subject;  // what the fact is about
};

constexpr KindName kind_names[] = {
    {"tip_received", "接到线索", "hazard"},
    {"hazard_registered", "登记隐患", "hazard"},
    {"hazard_graded", "评定等级", "hazard"},
    {"hazard_regraded", "调整等级", "hazard"},
    {"fixed_on_spot", "当场改正", "hazard"},
    {"order_issued", "下达指令", "hazard"},
    {"treatment_planned", "制定治理方案", "hazard"},
    {"rectification_begun", "开始整改", "hazard"},
    {"extension_asked", "申请延期", "hazard"},
    {"extension_granted", "批准延期", "hazard"},
    {"extension_refused", "不予延期", "hazard"},
    {"rectification_reported", "报告整改完成", "hazard"},
    {"review_passed", "复查通过", "hazard"},
    {"review_failed", "复查未通过", "hazard"},
    {"hazard_closed", "予以销号", "hazard"},
    {"hazard_reopened", "重新开启", "hazard"},
    {"hazard_transferred", "办理移送", "hazard"},
    {"transfer_acknowledged", "移送签收", "hazard"},
    {"transfer_returned", "移送退回", "hazard"},
    {"hazard_terminated", "予以终结", "hazard"},
    {"hazard_voided", "予以作废", "hazard"},
    {"use_stopped", "责令停用停产", "hazard"},
    {"use_allowed", "准予恢复使用", "hazard"},
    {"equipment_sealed", "实施查封扣押", "hazard"},
    {"equipment_unsealed", "解除查封扣押", "hazard"},
    {"hazard_listed", "予以挂牌督办", "hazard"},
    {"hazard_delisted", "予以摘牌", "hazard"},
    {"clock_paused", "中止计时", "hazard"},
    {"clock_resumed", "恢复计时", "hazard"},
    {"reminded", "提醒", "hazard"},
    {"interviewed", "约谈", "hazard"},
    {"reported_upward", "上报", "hazard"},
    {"case_opened", "立案", "hazard"},
    {"penalty_decided", "作出处罚决定", "hazard"},
    {"case_closed", "结案", "hazard"},
    {"fact_corrected", "更正", "hazard"},
    {"hazard_reassigned", "调整监管单位", "hazard"},
    {"plan_adopted", "通过方案", "plan"},
    {"plan_amended", "修订方案", "plan"},
    {"person_appointed", "任职", "post@unit"},
    {"term_ended", "离任", "post@unit"},
    {"return_received", "收到报表", "return"},
    {"row_refused", "退回一行", "return"},
    {"return_sent_back", "退回报表", "return"},
    {"return_taken", "采纳报表", "return"},
    {"measure_stated", "填报制度措施", "measure"},
    {"task_reported", "填报任务进展", "task"},
    {"indicator_stated", "填报指标", "unit, code and period"},
    {"text_stated", "填报文字", "unit, block and period"},
    {"report_issued", "印发报告", "report"},
    {"demand_met", "完成阶段要求", "demand"},
    {"unit_renamed", "单位更名", "unit"},
    {"units_merged", "单位合并", "unit"},
    {"unit_split", "单位拆分", "unit"},
    {"unit_closed", "单位撤销", "unit"},
    {"responsibility_moved", "职责划转", "task"},
    {"membership_changed", "统称成员变动", "collective term"},
    {"cooperation_requested", "发函请求协作", "cooperation"},
    {"cooperation_answered", "收到协作答复", "cooperation"},
    {"cooperation_chased", "催办协作", "cooperation"},
    {"cooperation_withdrawn", "撤回协作请求", "cooperation"},
};
static_assert(std::size(kind_names) == fact_kind_count);

constexpr auto first_fields = [] {
  std::array<std::size_t, fact_kind_count + 1> first{};
  std::size_t at = 0;
  for (int kind = 0; kind <= fact_kind_count; ++kind) {
    first[static_cast<std::size_t>(kind)] = at;
    while (at < std::size(forms) && static_cast<int>(forms[at].kind) == kind) ++at;
  }
  return first;
}();
static_assert(first_fields.back() == std::size(forms), "the table stands in the order of the kinds");

constexpr std::string_view reserved_keys[] = {"by", "form", "kind", "on", "subject", "version"};

constexpr bool is_reserved(std::string_view name) {
  return std::any_of(std::begin(reserved_keys), std::end(reserved_keys), [&](auto key) { return key == name; });
}

constexpr bool table_is_sound() {
  for (std::size_t i = 0; i < std::size(forms); ++i) {
    if (is_reserved(forms[i].name)) return false;
    for (std::size_t j = i + 1; j < std::size(forms) && forms[j].kind == forms[i].kind; ++j) {
      if (forms[i].name == forms[j].name || (!forms[i].required && forms[j].required)) return false;
    }
  }
  return true;
}
static_assert(table_is_sound(), "no name twice in a kind, none of the ledger's own keys, required fields first");

/// What a word means in a scope. Each key of each line of a ledger is looked up here, so it is one probe or two.
template <class Meaning, std::size_t slots>
class WordTable {
 public:
  /// The first meaning stays.
  void add(int scope, std::string_view word, Meaning meaning) {
    Slot& slot = slots_[place_of(slots_, scope, word)];
    if (slot.word.empty()) slot = {word, scope, meaning};
  }
  const Meaning* find(int scope, std::string_view word) const noexcept {
    const Slot& slot = slots_[place_of(slots_, scope, word)];
    return slot.word.empty() ? nullptr : &slot.meaning;
  }

 private:
  struct Slot {
    std::string_view word;
    int scope = 0;
    Meaning meaning{};
  };
  /// Where the word stands, or would: the table is never full.
  static std::size_t place_of(const std::array<Slot, slots>& all, int scope, std::string_view word) noexcept {
    // Its two ends and its length: few words of a form differ elsewhere.
    std::uint64_t begin = 0, end = 0;
    const std::size_t most = std::min(word.size(), sizeof begin);
    std::copy_n(word.begin(), most, reinterpret_cast<char*>(&begin));
    std::copy_n(word.end() - static_cast<std::ptrdiff_t>(most), most, reinterpret_cast<char*>(&end));
    const std::uint64_t mixed = (begin * 0x9e3779b97f4a7c15u) ^ (end * 0xff51afd7ed558ccdu) ^ (static_cast<std::uint64_t>(scope) << 8 | word.size()) * 0xc4ceb9fe1a85ec53u;
    for (std::size_t at = mixed >> 40;; ++at) {
      const Slot& slot = all[at % slots];
      if (slot.word.empty() || (slot.scope == scope && slot.word == word)) return at % slots;
    }
  }
  std::array<Slot, slots> slots_{};
};
static_assert(std::size(forms) + std::size(shared_forms) * fact_kind_count < 4096 / 2, "half of the slots stay empty");

std::string text_of(std::string_view text) { return std::string(text); }

std::string row_of(std::string_view kind, const FieldForm& form) {
  return "| " + text_of(kind) + " | " + text_of(form.name) + " | " + text_of(field_type_name(form.type)) + " | " +
         (form.required ? "yes" : "") + " | " + text_of(form.original) + " | 1 |\n";
}

constexpr std::string_view page_head = R"(# Facts

Generated from the table in `src/ledger/fact_forms.cpp`. How a fact is spelled in the file stands in the file format:
one canonical JSON object a line, absent is absent, text as given.

Every fact has `form` (1), `kind`, `on` (the day it was so), `subject`, `version` (1, 2 … per subject) and `by` (who
acted, each `person@post@unit`); these six names are never those of a field. A *required* field must be given by a
request; a return may leave it out and then names it in `unstated`. *form* is the form of facts in which the field
first stood.

Types: `text`; `texts`, a list of them; `integer`, signed 64-bit; `money_fen`, an integer of fen (分); `truth`, 1 for
yes, 0 for no; `day`, ISO `YYYY-MM-DD`; `actor`, `person@post@unit`; `any`, an integer, a text or texts.

A text that a request or a return gives has at most 4,000 characters; an id, a code, the number of a document, the name of
a unit or person at most 200 and no control, direction or zero-width character. Nothing is cut: what is longer is refused
with its field or cell. In other texts such characters are kept, NUL apart, and every page and screen shows them as
`⟦U+202E⟧`. The text of a plan has no limit.

Words of a closed list: `grade`, `old_grade`, `new_grade` general, major; `paper` directive, notice, self_check;
`outcome` done, alternative_accepted, superseded, no_longer_applicable; of an answer done, partial, declined;
`standing` complete, partial; `level` 1 to 5.
`indicator_stated` holds the figure without its point: 12.5 is `value` 125 and `scale` 1. A line of `files` is
`name sha256`. A line of `figures` is `NAME VALUE`: the headline's names; `accounts N`, then N lines
`opening UNIT/GRADE`, `open UNIT/GRADE` (the closing), `awaiting UNIT/GRADE`; what has no line is 0. A line of
`into` is `UNIT NAME`, of `task_heirs` `TASK UNIT`, of `hazard_heirs` `HAZARD UNIT`; `units`, `joined` and `left` are units by id.

)";

}  // namespace

std::string_view fact_name(FactKind kind) noexcept { return kind_names[static_cast<std::size_t>(kind)].name; }

std::string chinese(FactKind kind) { return text_of(kind_names[static_cast<std::size_t>(kind)].chinese); }

std::optional<FactKind> try_parse_fact_kind(std::string_view name) noexcept {
  static const auto table = [] {
    auto made = std::make_unique<WordTable<FactKind, 256>>();
    for (int at = 0; at < fact_kind_count; ++at) made->add(0, kind_names[at].name, static_cast<FactKind>(at));
    return made;
  }();
  const FactKind* found = table->find(0, name);
  return found == nullptr ? std::nullopt : std::optional(*found);
}

std::span<const FieldForm> fields_of(FactKind kind) noexcept {
  const auto at = static_cast<std::size_t>(kind);
  return std::span(forms).subspan(first_fields[at], first_fields[at + 1] - first_fields[at]);
}

std::span<const FieldForm> fields_of_every_fact() noexcept { return shared_forms; }

const FieldForm* find_field(FactKind kind, std::string_view name) noexcept {
  static const auto table = [] {
    auto made = std::make_unique<WordTable<const FieldForm*, 4096>>();
    for (int at = 0; at < fact_kind_count; ++at)
      for (const auto fields : {fields_of(static_cast<FactKind>(at)), fields_of_every_fact()})
        for (const FieldForm& form : fields) made->add(at, form.name, &form);
    return made;
  }();
  const FieldForm* const* found = table->find(static_cast<int>(kind), name);
  return found == nullptr ? nullptr : *found;
}

std::string facts_page() {
  std::string page(page_head);
  page += "## Kinds\n\n| kind | original | about |\n|---|---|---|\n";
  for (int at = 0; at < fact_kind_count; ++at) {
    const auto kind = static_cast<FactKind>(at);
    page += "| " + text_of(fact_name(kind)) + " | " + chinese(kind) + " | " +
            text_of(kind_names[static_cast<std::size_t>(at)].subject) + " |\n";
  }
  page += "\n## Fields\n\n| kind | field | type | required | original | form |\n|---|---|---|---|---|---|\n";
  for (const FieldForm& form : fields_of_every_fact()) page += row_of("(every fact)", form);
  for (int at = 0; at < fact_kind_count; ++at) {
    const auto kind = static_cast<FactKind>(at);
    for (const FieldForm& form : fields_of(kind)) page += row_of(fact_name(kind), form);
    if (fields_of(kind).empty()) page += "| " + text_of(fact_name(kind)) + " | – | | | | 1 |\n";
  }
  return page;
}

}  // namespace bihuan
