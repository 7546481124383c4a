from made_letters import revisit


def test_particulars_of_a_revisit() -> None:
    info = revisit().info
    assert info.title == "Joint area SEND revisit in Oldmere"
    assert info.area is not None
    assert (info.area.name, info.area.gss_code) == ("Oldmere", None)
    assert (info.letter_date, info.visit.start, info.visit.end) == ("2021-03-12", "2021-02-01", "2021-02-03")
    assert info.inspectorates == ("Ofsted", "Care Quality Commission")
    assert info.headings == ("Main findings",)
    statement = info.written_statement_of_action
    assert (statement.issued, statement.declared_fit) == ("2018-06-05", "2018-10")
    assert statement.jointly_responsible == ("local authority", "area's clinical commissioning group")


def test_a_known_area_has_its_codes_whatever_it_is_called() -> None:
    visit = (
        "Between 29 April and 1 May 2021, Ofsted and the Care Quality Commission (CQC) revisited the local area of "
        "Kingston upon Hull to decide whether sufficient progress has been made in addressing each of the areas of "
        "significant weakness detailed in the inspection report letter published on 17 December 2019."
    )
    info = revisit(area="Hull", visit=visit).info
    assert info.area is not None
    assert (info.area.name, info.area.gss_code) == ("Kingston upon Hull", "E06000010")
    assert (info.visit.start, info.visit.end) == ("2021-04-29", "2021-05-01")
    assert info.initial_report_published == "2019-12-17"
    assert info.written_statement_of_action.issued is None


def test_what_is_not_printed_is_not_filled_in() -> None:
    info = revisit(
        date="",
        statement="Leaders have met.",
        visit="Ofsted and the CQC revisited the area of Oldmere to decide whether sufficient progress has been made.",
    ).info
    assert info.letter_date is None
    assert info.visit.start is None
    assert info.written_statement_of_action.declared_fit is None
    assert info.written_statement_of_action.jointly_responsible == ()
