"""One invented letter of each other kind, divided as its headings say."""

from __future__ import annotations

from made_letters import parsed

from sendscan.checks import coverage_of
from sendscan.parsing import Letter

AREA = """\
Local area partnership report

Area SEND inspection of Oldmere
Local Area Partnership

Inspection dates:
28 April to 2 May 2024
Date of previous inspection: 5 to 9 March 2018

Inspection outcome

There are widespread and/or systemic failings leading to significant concerns about the experiences and outcomes of \
children and young people with special educational needs and/or disabilities (SEND), which the local area partnership \
must address urgently.

A monitoring inspection will be carried out within approximately 18 months. The next full reinspection will be within \
approximately three years.

The partnership has asked for help with its plan.

Information about the local area partnership

Oldmere Council and NHS Exshire, Oldmere and Wye Integrated Care Board (ICB) are jointly responsible for the planning \
and commissioning of services for children and young people with SEND in Oldmere.

What is it like to be a child or young person with SEND in this area?

Too many children wait. Families are kept waiting too.

What is the area partnership doing that is effective?

◼ Health visitors find needs early. They act quickly.
◼ Young people are well prepared for work.

What does the area partnership need to do better?

◼ Plans are late.

Areas for priority action

| Responsible body | Areas for priority action |
|---|---|
| Oldmere Council | Leaders should finish plans on time. |
| NHS Exshire ICB and Oldmere Council | Leaders should shorten waits. They should say how. |

Areas for improvement

| Areas for improvement |
|---|
| Leaders should listen to families. |

Local area partnership details

| Local authority | Integrated care board |
|---|---|
| Oldmere Council | NHS Exshire ICB |

Inspection team

| Ofsted | Care Quality Commission |
|---|---|
| Ann Green, HMI lead inspector | Bo Young, lead inspector |
| Cy Day, HMI | Di Marsh, CQC inspector |
"""

JTAI = """\
26 September 2023

Ann Green, Director of Children’s Services, Oldmere Council
Bo Young, Chief Constable, Exshire Police

Dear Oldmere Local Safeguarding Partnership

Joint targeted area inspection of Oldmere

This letter summarises the findings of the joint targeted area inspection (JTAI) of the multi-agency response to the \
criminal exploitation of children in Oldmere.

This inspection took place from 10 to 14 July 2023. It was carried out by inspectors from Ofsted, the Care Quality \
Commission (CQC) and His Majesty’s Inspectorate of Constabulary and Fire & Rescue Services (HMICFRS).

Headline findings

Children are safer than they were. Too many still go missing.

Area for priority action

Urgent action is needed, as children remain at risk.

◼ Leaders should act on missing children:
– the police should record them;
– schools should be told.
◼ The trust should train its staff.

What needs to improve?

◼ The quality of plans.

Strengths

◼ Partners talk to each other.
◼ Schools are part of it.

Main findings

Most children are seen quickly.

Next steps

The local authority should send its statement by 5 January 2024.

Yours sincerely

Di Marsh

National Director Regulation and Social Care, Ofsted
"""

VISIT = """\
16 November 2021

Paula Green
Director of Children’s Services
Oldmere Council
Town Hall

Dear Ms Green

Focused visit to Oldmere children’s services

This letter summarises the findings of a focused visit to Oldmere children’s services on 9 and 10 October 2021. Her \
Majesty’s Inspectors for this visit were Ian Young and Ann Hall.

Inspectors looked at the local authority’s arrangements for children in care, in particular:

• placements
• health

Leaders had just moved office.

Headline findings

Children do well.

What needs to improve in this area of social work practice?

◼ The timeliness of plans.
◼ Supervision.

Areas for priority action

There are no areas for priority action.

Main findings

◼ Plans are late.
◼ Staff are proud. They say so.

Ofsted will take the findings from this focused visit into account when planning your next inspection or visit.

Ian Young
Her Majesty’s Inspector
"""


def lists(letter: Letter) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for draft in letter.drafts:
        found.setdefault(draft.list_name, []).append(draft.statement.text)
    return found


def unclaimed(text: str) -> list[str]:
    letter, clean = parsed(text)
    return [quote.text for quote in coverage_of(clean, letter.claims).unclaimed]


def test_an_area_send_report() -> None:
    letter, _ = parsed(AREA)
    info = letter.info
    assert info.kind == "area_send"
    assert info.title == "Area SEND inspection of Oldmere Local Area Partnership"
    assert (info.visit.start, info.visit.end) == ("2024-04-28", "2024-05-02")
    assert [(each.start, each.end) for each in info.previous_inspections] == [("2018-03-05", "2018-03-09")]
    assert info.responsible_bodies == ("Oldmere Council", "NHS Exshire, Oldmere and Wye Integrated Care Board")
    assert [(each.name, each.body, each.lead) for each in info.inspectors] == [
        ("Ann Green", "Ofsted", True),
        ("Bo Young", "Care Quality Commission", True),
        ("Cy Day", "Ofsted", False),
        ("Di Marsh", "Care Quality Commission", False),
    ]
    assert letter.outcome.verdict == "systemic_failings"
    assert letter.outcome.next_step == "monitoring_inspection"
    assert lists(letter)["strengths"] == [
        "Health visitors find needs early. They act quickly.",
        "Young people are well prepared for work.",
    ]
    assert lists(letter)["needs_work"] == ["Plans are late."]
    assert lists(letter)["priority_actions"] == [
        "Leaders should finish plans on time.",
        "Leaders should shorten waits. They should say how.",
    ]
    assert lists(letter)["improvements"] == ["Leaders should listen to families."]
    assert [draft.responsible for draft in letter.drafts if draft.list_name == "priority_actions"] == [
        ("Oldmere Council",),
        ("NHS Exshire ICB and Oldmere Council",),
    ]


def test_what_stands_beside_the_outcome_is_narrative() -> None:
    letter, _ = parsed(AREA)
    first = letter.drafts[0]
    assert (first.list_name, first.heading) == ("narrative", "Inspection outcome")
    assert [sentence.text for sentence in first.sentences] == ["The partnership has asked for help with its plan."]


def test_a_joint_targeted_area_inspection() -> None:
    letter, _ = parsed(JTAI)
    info = letter.info
    assert (info.kind, info.area.name if info.area else None) == ("jtai", "Oldmere")
    assert info.focus == "the criminal exploitation of children"
    assert (info.visit.start, info.visit.end) == ("2023-07-10", "2023-07-14")
    assert info.inspectorates == ("Ofsted", "Care Quality Commission", "HMICFRS")
    assert [each.name for each in info.addressees] == ["Ann Green", "Bo Young"]
    assert [(each.name, each.body) for each in info.signatories] == [("Di Marsh", "Ofsted")]
    assert info.headings == (
        "Headline findings",
        "Area for priority action",
        "What needs to improve?",
        "Strengths",
        "Main findings",
        "Next steps",
    )
    assert lists(letter)["priority_actions"] == [
        "Leaders should act on missing children:\nthe police should record them;\nschools should be told.",
        "The trust should train its staff.",
    ]
    assert lists(letter)["improvements"] == ["The quality of plans."]
    assert lists(letter)["strengths"] == ["Partners talk to each other.", "Schools are part of it."]


def test_prose_before_the_bullets_of_a_section_is_kept_as_narrative() -> None:
    letter, _ = parsed(JTAI)
    prose = [draft for draft in letter.drafts if draft.heading == "Area for priority action"]
    assert [draft.list_name for draft in prose] == ["narrative", "priority_actions", "priority_actions"]
    assert [sentence.text for sentence in prose[0].sentences] == [
        "Urgent action is needed, as children remain at risk."
    ]


def test_a_focused_visit() -> None:
    letter, _ = parsed(VISIT)
    info = letter.info
    assert (info.kind, info.title) == ("focused_visit", "Focused visit to Oldmere children’s services")
    assert (info.visit.start, info.visit.end) == ("2021-10-09", "2021-10-10")
    assert [each.name for each in info.inspectors] == ["Ian Young", "Ann Hall"]
    assert info.focus == "the local authority’s arrangements for children in care, in particular:"
    assert lists(letter)["improvements"] == ["The timeliness of plans.", "Supervision."]
    assert "priority_actions" not in lists(letter)


def test_a_signature_without_a_closing_formula_is_no_finding() -> None:
    letter, _ = parsed(VISIT)
    assert [(each.name, each.role) for each in letter.info.signatories] == [("Ian Young", "Her Majesty’s Inspector")]
    last = letter.drafts[-1]
    assert [sentence.text for sentence in last.sentences] == ["Plans are late.", "Staff are proud.", "They say so."]


def test_unheaded_prose_is_narrative_and_an_announced_list_is_not() -> None:
    letter, _ = parsed(VISIT)
    first = letter.drafts[0]
    assert (first.list_name, first.heading) == ("narrative", None)
    assert [sentence.text for sentence in first.sentences] == ["Leaders had just moved office."]


def test_nothing_is_left_unaccounted_for() -> None:
    assert unclaimed(AREA) == []
    assert unclaimed(JTAI) == []
    assert unclaimed(VISIT) == []


def test_nothing_beside_the_rows_of_a_table_is_lost() -> None:
    row = "| NHS Exshire ICB and Oldmere Council | Leaders should shorten waits. They should say how. |\n"
    after = row + "| and the trust | |\n\nAll of this is urgent. Nobody may wait for another plan.\n"
    letter, _ = parsed(AREA.replace(row, after))
    actions = [draft for draft in letter.drafts if draft.heading == "Areas for priority action"]
    assert [draft.list_name for draft in actions] == ["narrative", "priority_actions", "priority_actions"]
    assert [sentence.text for sentence in actions[0].sentences] == [
        "All of this is urgent.",
        "Nobody may wait for another plan.",
    ]
    assert actions[-1].responsible == ("NHS Exshire ICB and Oldmere Council and the trust",)
