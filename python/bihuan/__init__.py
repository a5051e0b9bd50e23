"""bihuan (闭环) runs a work-safety rectification campaign, from the adopted notice to the issued monthly report.

A plan is adopted, what happens is written down, the state follows, and a report says so.
"""

# The errors come first: the extension raises them.
from bihuan._core import (
    Actor as Actor,
)
from bihuan._core import (
    Alias as Alias,
)
from bihuan._core import (
    Answerer as Answerer,
)
from bihuan._core import (
    Arrow as Arrow,
)
from bihuan._core import (
    Basis as Basis,
)
from bihuan._core import (
    Body as Body,
)
from bihuan._core import (
    Bond as Bond,
)
from bihuan._core import (
    Calendar as Calendar,
)
from bihuan._core import (
    Chart as Chart,
)
from bihuan._core import (
    Checkpoint as Checkpoint,
)
from bihuan._core import (
    CollectiveTerm as CollectiveTerm,
)
from bihuan._core import (
    Column as Column,
)
from bihuan._core import (
    ColumnType as ColumnType,
)
from bihuan._core import (
    Counting as Counting,
)
from bihuan._core import (
    DayKind as DayKind,
)
from bihuan._core import (
    DayStatus as DayStatus,
)
from bihuan._core import (
    Deadline as Deadline,
)
from bihuan._core import (
    DeadlineRule as DeadlineRule,
)
from bihuan._core import (
    Demand as Demand,
)
from bihuan._core import (
    DueFiling as DueFiling,
)
from bihuan._core import (
    Edition as Edition,
)
from bihuan._core import (
    Expansion as Expansion,
)
from bihuan._core import (
    Fact as Fact,
)
from bihuan._core import (
    FactKind as FactKind,
)
from bihuan._core import (
    FieldForm as FieldForm,
)
from bihuan._core import (
    FieldType as FieldType,
)
from bihuan._core import (
    Filing as Filing,
)
from bihuan._core import (
    Grade as Grade,
)
from bihuan._core import (
    GroupRank as GroupRank,
)
from bihuan._core import (
    GroupSeat as GroupSeat,
)
from bihuan._core import (
    Hazard as Hazard,
)
from bihuan._core import (
    Headline as Headline,
)
from bihuan._core import (
    Hold as Hold,
)
from bihuan._core import (
    IssuedReport as IssuedReport,
)
from bihuan._core import (
    Known as Known,
)
from bihuan._core import (
    LeadingGroup as LeadingGroup,
)
from bihuan._core import (
    Measure as Measure,
)
from bihuan._core import (
    Membership as Membership,
)
from bihuan._core import (
    Named as Named,
)
from bihuan._core import (
    Notice as Notice,
)
from bihuan._core import (
    Organisation as Organisation,
)
from bihuan._core import (
    Origin as Origin,
)
from bihuan._core import (
    PendingExtension as PendingExtension,
)
from bihuan._core import (
    Period as Period,
)
from bihuan._core import (
    PeriodDay as PeriodDay,
)
from bihuan._core import (
    PeriodKind as PeriodKind,
)
from bihuan._core import (
    Phase as Phase,
)
from bihuan._core import (
    Plan as Plan,
)
from bihuan._core import (
    Post as Post,
)
from bihuan._core import (
    PostInUnit as PostInUnit,
)
from bihuan._core import (
    Problem as Problem,
)
from bihuan._core import (
    Provision as Provision,
)
from bihuan._core import (
    Receipt as Receipt,
)
from bihuan._core import (
    Received as Received,
)
from bihuan._core import (
    Report as Report,
)
from bihuan._core import (
    Request as Request,
)
from bihuan._core import (
    Resolution as Resolution,
)
from bihuan._core import (
    Responsibility as Responsibility,
)
from bihuan._core import (
    Role as Role,
)
from bihuan._core import (
    RoleHolders as RoleHolders,
)
from bihuan._core import (
    Roll as Roll,
)
from bihuan._core import (
    RowVerdict as RowVerdict,
)
from bihuan._core import (
    Severity as Severity,
)
from bihuan._core import (
    Sheet as Sheet,
)
from bihuan._core import (
    SheetTemplate as SheetTemplate,
)
from bihuan._core import (
    SkippedDay as SkippedDay,
)
from bihuan._core import (
    Snapshot as Snapshot,
)
from bihuan._core import (
    Span as Span,
)
from bihuan._core import (
    State as State,
)
from bihuan._core import (
    Stated as Stated,
)
from bihuan._core import (
    Step as Step,
)
from bihuan._core import (
    Table as Table,
)
from bihuan._core import (
    Task as Task,
)
from bihuan._core import (
    Template as Template,
)
from bihuan._core import (
    Term as Term,
)
from bihuan._core import (
    Unit as Unit,
)
from bihuan._core import (
    Unprinted as Unprinted,
)
from bihuan._core import (
    Validity as Validity,
)
from bihuan._core import (
    Variant as Variant,
)
from bihuan._core import (
    Verdict as Verdict,
)
from bihuan._core import (
    Verification as Verification,
)
from bihuan._core import (
    __version__ as __version__,
)
from bihuan._core import (
    credit_code_check as credit_code_check,
)
from bihuan._core import (
    fields_of as fields_of,
)
from bihuan._core import (
    fields_of_every_fact as fields_of_every_fact,
)
from bihuan._core import (
    lifecycle as lifecycle,
)
from bihuan._core import (
    lifecycle_page as lifecycle_page,
)
from bihuan._core import (
    parse_day as parse_day,
)
from bihuan._core import (
    periods_in as periods_in,
)
from bihuan._core import (
    rectification_rate as rectification_rate,
)
from bihuan._core import (
    resolve as resolve,
)
from bihuan._core import (
    resolve_fixed as resolve_fixed,
    verify_ledger as verify_ledger,
)
from bihuan.campaign import Campaign as Campaign
from bihuan.errors import (
    Conflict as Conflict,
)
from bihuan.errors import (
    Error as Error,
)
from bihuan.errors import (
    FormError as FormError,
)
from bihuan.errors import (
    LedgerError as LedgerError,
)
from bihuan.errors import (
    PlanError as PlanError,
)
from bihuan.errors import (
    Refused as Refused,
)
from bihuan.errors import (
    ReturnError as ReturnError,
)
from bihuan.errors import (
    TimeError as TimeError,
)
from bihuan.status import Status as Status
from bihuan.status import status_of as status_of
from bihuan.words import Cell as Cell
from bihuan.words import FieldValue as FieldValue
