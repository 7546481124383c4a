from sendscan.parsing.signoff import TailLine, read_signoff, signing

OFSTED, CQC = "Ofsted", "Care Quality Commission"
FOUR = [
    ("Ann Penn", "Regional Director", OFSTED),
    ("Cy Day", "HMI Lead Inspector", OFSTED),
    ("Dr Bo O'Reed", "Deputy Chief Inspector, Primary Medical Services", CQC),
    ("Di Young", "CQC Inspector", CQC),
]


def signed(*lines: TailLine) -> list[tuple[str | None, str | None, str | None]]:
    return [(each.name, each.role, each.body) for each in read_signoff(lines)[0]]


def flat(*lines: str) -> list[tuple[str | None, str | None, str | None]]:
    return signed(*map(TailLine, lines))


def test_a_table_with_a_column_an_inspectorate() -> None:
    rows = [
        (OFSTED, CQC),
        ("Ann Penn", "Dr Bo O'Reed BSc, MB, ChB,"),
        ("Regional Director", "DCH, FRCA"),
        ("", "Deputy Chief Inspector, Primary"),
        ("", "Medical Services"),
        ("Cy Day", "Di Young"),
        ("HMI Lead Inspector", "CQC Inspector"),
    ]
    cells = [TailLine(text, column, row) for row, texts in enumerate(rows) for column, text in enumerate(texts) if text]
    assert signed(TailLine("Cy Day Her Majesty's Inspector"), *cells) == FOUR


def test_a_table_flattened_row_by_row() -> None:
    assert (
        flat(
            "Ofsted Care Quality Commission",
            "Ann Penn Dr Bo O'Reed",
            "Regional Director Deputy Chief Inspector, Primary Medical Services",
            "Cy Day Di Young".replace("Young", "Marsh"),
            "HMI Lead Inspector CQC Inspector",
        )[:3]
        == FOUR[:3]
    )


def test_a_table_flattened_cell_by_cell() -> None:
    assert flat(
        "Ofsted",
        "Care Quality Commission",
        "Ann Penn",
        "Bo Reed",
        "Regional Director",
        "Deputy Chief Inspector",
        "Cy Day",
        "Di Marsh",
        "HMI Lead Inspector",
        "CQC Inspector",
    ) == [
        ("Ann Penn", "Regional Director", OFSTED),
        ("Cy Day", "HMI Lead Inspector", OFSTED),
        ("Bo Reed", "Deputy Chief Inspector", CQC),
        ("Di Marsh", "CQC Inspector", CQC),
    ]


def test_four_inspectorates_two_by_two() -> None:
    grid = [
        [(OFSTED, CQC), ("Ann Penn", "Bo Reed"), ("National Director, Social Care", "Deputy Chief Inspector")],
        [("HMI Constabulary", "HMI Probation"), ("Cy Day", "Assistant Chief Inspector")],
    ]
    cells = [
        TailLine(text, column, row)
        for block in grid
        for row, texts in enumerate(block)
        for column, text in enumerate(texts)
    ]
    assert signed(*cells) == [
        ("Ann Penn", "National Director, Social Care", OFSTED),
        ("Bo Reed", "Deputy Chief Inspector", CQC),
        ("Cy Day", None, "HMI Constabulary"),
        (None, "Assistant Chief Inspector", "HMI Probation"),
    ]


def test_names_stacked_over_offices_take_their_body_from_the_office() -> None:
    assert flat(
        "Ann Penn",
        "National Director Regulation and Social Care, Ofsted",
        "Dr Bo Reed BSc MB ChB",
        "Chief Inspector of Health Care, CQC",
        "Cy Day OBE QPM",
        "His Majesty’s Chief Inspector of Probation",
    ) == [
        ("Ann Penn", "National Director Regulation and Social Care, Ofsted", OFSTED),
        ("Dr Bo Reed", "Chief Inspector of Health Care, CQC", "CQC"),
        ("Cy Day", "His Majesty’s Chief Inspector of Probation", "HMI Probation"),
    ]


def test_one_signatory_with_a_role_in_brackets() -> None:
    assert flat("Ian Young (Lead Inspector)", "Her Majesty’s Inspector") == [
        ("Ian Young", "Her Majesty’s Inspector", None)
    ]


def test_recipients_on_lines_and_run_together() -> None:
    names = ("Department for Education", "Clinical commissioning group(s)", "Department of Health", "NHS England")
    apart = [TailLine("cc: " + names[0]), *map(TailLine, names[1:])]
    assert read_signoff(apart)[1] == names
    assert read_signoff([TailLine("CQC Inspector cc: " + " ".join(names))])[1] == names


def test_the_sign_off_ends_where_nobody_is_named() -> None:
    names = ["(signed)", "Ann Penn BSc", "Deputy Chief Inspector, Primary", "Medical Services", "cc: NHS England"]
    after = ["Annex", "Di Young"]
    assert signing([*map(TailLine, names + after)]) == list(range(len(names)))
    sentence = "The director of education told families that nothing would be done."
    assert signing([*map(TailLine, [names[1], sentence, "Di Young"])]) == [0]
    assert signing([TailLine("Ann Penn", 0, 0), TailLine("of all", 1, 0)]) == [0, 1]
