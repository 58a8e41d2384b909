"""Wrong passphrases are told to the person they were tried on, once, as they sign in."""

from registry.custody.bags import take_wrong_tries
from registry.domain.audit import AuditFilter
from registry.domain.dates import day_said
from registry.domain.text import number_of
from registry.services.sitting import Sitting


def tell_wrong_tries(sitting: Sitting) -> str:
    """Return in a sentence how many wrong passphrases were tried for the person, since they last did anything here.

    Empty where there was none. They are forgotten with it, so whoever asks has to show it; asked before the sitting's
    first act.
    """
    many = take_wrong_tries(sitting.home.bag(sitting.user.name))
    if not many:
        return ""
    with sitting.looking_up() as uow:
        last = uow.audit.filtered(1, AuditFilter(user=sitting.user.name))
    tried = f"{number_of(many, 'wrong passphrase')} {'was' if many == 1 else 'were'} tried for {sitting.user.name}"
    since = f" since {day_said(last[0].at)} at {last[0].at:%H:%M} UTC" if last else ""
    return f"{tried}{since}; if that was not you, tell an administrator."
