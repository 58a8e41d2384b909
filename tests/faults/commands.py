"""The commands that faults are tried on, each as a person types it."""

from tests.faults.scene import CONFIRM, Typed
from tests.homes import ADMIN, GARETH, RHIANNON
from tests.two_units import AMARA

COMMANDS = (
    Typed(
        line="participant add --surname Ferreira --given Ana --born 1990-05-02 --no-nhs-because 'not traced'",
        who=RHIANNON,
    ),
    Typed(line="participant amend {participant} --alias 'Jonesy|Siân'", who=RHIANNON),
    Typed(line="placement add {participant} --since 1/3/24 --legal s37/41", who=RHIANNON),
    Typed(line="need add {participant} anger", who=RHIANNON),
    Typed(line="intervention refer {participant} LMVE", who=RHIANNON),
    Typed(
        line="intervention close {work} --outcome partly-completed --reason dose-judged-sufficient --ended planned",
        who=RHIANNON,
    ),
    Typed(line="session add {work} --on t --kind individual --attended full --minutes 90", who=RHIANNON),
    Typed(line="goal add {work} 'Notice anger early and say so'", who=RHIANNON),
    Typed(line="progress add {work} staying-well --learnt 'Knows the early signs'", who=RHIANNON),
    Typed(
        line="measure add {participant} DUNDRUM-3 --version 1 --value 19 --occasion pre --on t --rater staff",
        who=RHIANNON,
    ),
    Typed(
        line="voice add {participant} --kind hope --text 'To cook for my brother.' --read-back --audience self",
        who=RHIANNON,
    ),
    Typed(line="group open 'Thursday group' WRAP", who=RHIANNON),
    Typed(line="transfer open {participant} --from Thornfield --requested -40 --referred -30", who=RHIANNON),
    Typed(line="catalogue offer KAIZEN-GV --places 1", who=GARETH),
    Typed(line="error mark need {need} --reason 'Meant for his cousin.'", who=RHIANNON),
    Typed(line="import log {here}/log.csv --write", who=RHIANNON),
    Typed(line="summary issue {participant} --purpose parole-board --to 'The Parole Board'", who=RHIANNON),
    Typed(line=f"summary approve {{draft}} {CONFIRM}", who=AMARA),
    Typed(
        line=f"summary release {{approved}} -o {{here}}/out {CONFIRM}",
        who=GARETH,
        told_first=True,
        then="summary export {approved} -o {here}/out",
    ),
    Typed(
        line=f"summary receive {{here}}/summary.age --new {CONFIRM} -o {{here}}/out",
        who=GARETH,
        at="thornfield",
        then="receipt write {received} -o {here}/out",
    ),
    Typed(line=f"annex sign {{annex}} --reason 'She is no party to this.' --unmentioned {CONFIRM}", who=GARETH),
    Typed(
        line="report participant {participant} --purpose 'his own copy' -o {here}/out/copy.pdf",
        who=RHIANNON,
        told_first=True,
    ),
    Typed(
        line="dataset export {here}/out/set --purpose 'yearly return' --recipient 'Dr A. Example'",
        who=GARETH,
        told_first=True,
    ),
    Typed(line="subject-access open {participant} --received t", who=RHIANNON),
    Typed(line="retention hold {over} --reason 'A claim was announced.'", who=RHIANNON),
    Typed(line="disposal approve {goes}", who=AMARA),
    Typed(
        line="user add siobhan --person 'Siobhan Kerr' --profession nurse --role clinician --role supervisor "
        "--new-passphrase-file {here}/siobhan.txt",
        who=ADMIN,
    ),
    Typed(line="user close gareth --reason left", who=ADMIN),
    Typed(line="user change-roles gareth --role clinician", who=ADMIN),
    Typed(line="user passphrase --new-passphrase-file {here}/new-secret.txt", who=RHIANNON, told_first=True),
    Typed(line="user unlock gareth", who=ADMIN),
    Typed(line="key rekey", who=ADMIN),
    Typed(line="key new-unit", who=ADMIN),
    Typed(
        line="key recover --user rescuer --person 'Ruth Escott' --profession 'records manager' --recovery-key-file "
        "{here}/recovery.txt --new-passphrase-file {here}/rescuer.txt --recovery-file {here}/out/next-recovery.txt"
    ),
    Typed(line="key export -o {here}/out/card.json", who=ADMIN, told_first=True),
    Typed(line="directory install {here}/directory-2.json", who=ADMIN),
    Typed(line="audit checkpoint -o {here}/out/checkpoint.txt", who=ADMIN, told_first=True),
    Typed(line="audit export -o {here}/out/audit.jsonl", who=ADMIN, told_first=True),
    Typed(line="backup create {here}/out/backup", who=ADMIN, told_first=True),
    Typed(line="backup restore {here}/kept", at="new"),
    Typed(
        line="init --name Newbridge --tier medium --admin admin --person 'Moira Devlin' --profession 'records manager' "
        "--passphrase-file {here}/admin.txt --recovery-file {here}/out/recovery.txt",
        at="new",
    ),
)


def typed_as(name: str) -> Typed:
    """Return the command of the table with this name."""
    return next(one for one in COMMANDS if one.name == name)
