"""The settings of the program itself."""

from dataclasses import dataclass

from app.setting_checks import check_reasons, split_reasons
from app.settings import setting
from app.text import N_


@dataclass(frozen=True, slots=True)
class LockSettings:
    """After how many minutes without a key the screen is locked."""

    lock_minutes: int = setting(5, label=N_("Lock after"), minimum=1, maximum=60, unit="min")


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """How many lines somebody who is no manager may save as files in one day."""

    export_rows: int = setting(200, label=N_("Lines saved as files per day"), maximum=100_000)


@dataclass(frozen=True, slots=True)
class ReasonSettings:
    """The reasons that are offered where one is asked for, divided by semicolons.

    Something else can always be written.
    """

    reasons_visit: str = setting(
        "录入错误；重复登记；并非来店客户", label=N_("Striking out a visit"), more=check_reasons
    )
    reasons_card: str = setting(
        "质检不合格；客户追加项目；配件未到", label=N_("Moving a card back"), more=check_reasons
    )
    reasons_drive: str = setting(
        "客户改期；客户不来了；车辆故障；天气原因",
        label=N_("Cancelling a drive or loan"),
        more=check_reasons,
    )
    reasons_refund: str = setting(
        "多收；项目取消；客户退货", label=N_("Reversing a bill"), more=check_reasons
    )
    reasons_discount: str = setting(
        "老客户；活动优惠；返工补偿；抹零", label=N_("Giving a discount"), more=check_reasons
    )
    reasons_decline: str = setting(
        "价格太高；下次再做；在别处做；自己处理", label=N_("Declining a job"), more=check_reasons
    )
    reasons_advice: str = setting(
        "已在别处做；客户不再需要；车辆将出售；建议有误",
        label=N_("Dismissing advice"),
        more=check_reasons,
    )
    reasons_promise: str = setting(
        "等配件；追加项目；工位紧张；客户要求", label=N_("Moving a promise"), more=check_reasons
    )
    reasons_order: str = setting(
        "客户不修了；重复开单；改天再来", label=N_("Cancelling an order"), more=check_reasons
    )
    reasons_appointment: str = setting(
        "客户改期；客户不来了；车辆不便", label=N_("Cancelling an appointment"), more=check_reasons
    )

    def of(self, name: str) -> tuple[str, ...]:
        """The reasons of one setting, such as "visit"."""
        return split_reasons(getattr(self, f"reasons_{name}"))
