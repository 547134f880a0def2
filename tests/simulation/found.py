"""Histories that once ended badly, made small. Each stays good from then on."""

from tests.simulation.history import History

FOUND: dict[str, History] = {
    "refused until its moment passed, then called an archive": History(
        (("new", 401, 553, 901), ("on_merge", 761, 349, 214)),
        switches={"monthly_uploads": 3, "plan": "free"},
    ),
    "an answer said it was out, and one platform had failed": History(
        (("new", 797, 641, 875), ("run", 406, 654, 881)),
        switches={"scheduled_answers": 200, "fail_platforms": {"linkedin": "No"}},
        drift="hold",
    ),
    "the twin of a job that was not listed yet": History(
        (("new", 671, 23, 107), ("run", 212, 557, 716), ("twin", 464, 734, 791), ("run", 478, 337, 476)),
        switches={"list_lag": 200},
        drift="hold",
    ),
    "a document whose answer was lost, let go out early by a person, then edited": History(
        (
            ("new", 951, 196, 474),
            ("crash", 313, 321, 86),
            ("publish_now", 762, 462, 128),
            ("edit_text", 390, 764, 334),
        ),
    ),
    "a renaming taken back after the post went out": History(
        (
            ("new", 226, 480, 859),
            ("new", 524, 461, 509),
            ("remove", 337, 461, 875),
            ("on_merge", 904, 533, 79),
            ("wait", 620, 131, 69),
            ("crash", 657, 931, 362),
            ("publish_now", 621, 653, 32),
            ("edit_text", 645, 328, 75),
            ("rename", 619, 773, 757),
            ("skewed", 241, 463, 595),
            ("revert", 334, 916, 359),
        ),
        drift="hold",
    ),
    "taken for another post until its moment had passed": History(
        (("on_merge", 825, 952, 140), ("repost", 146, 180, 109)),
        switches={"content_hash_folding": 86400},
        drift="hold",
    ),
    "adopted too late for an edit, and nobody said so": History(
        (
            ("new", 127, 643, 827),
            ("meddle", 755, 392, 437),
            ("edit_platforms", 337, 781, 25),
            ("lose_state", 204, 28, 766),
            ("eve", 481, 996, 995),
            ("crash", 893, 803, 236),
        ),
    ),
    "the twin of a job that is parked": History(
        (
            ("new", 428, 512, 491),
            ("fault", 642, 472, 114),
            ("crash", 946, 241, 298),
            ("edit_comment", 718, 57, 401),
            ("run", 38, 575, 107),
            ("twin", 860, 923, 625),
            ("skewed", 552, 463, 877),
        ),
    ),
    "a person's copy of a job whose answer was lost": History(
        (
            ("new", 118, 161, 783),
            ("run", 908, 922, 874),
            ("remove", 694, 37, 441),
            ("new", 342, 821, 16),
            ("crash", 802, 864, 443),
            ("copy", 36, 473, 840),
        ),
    ),
    "renamed, taken back, and renamed to something else": History(
        (
            ("new", 745, 235, 666),
            ("two_runs", 114, 889, 780),
            ("edit_comment", 989, 679, 334),
            ("eve", 887, 635, 947),
            ("edit_text", 874, 429, 415),
            ("new", 787, 329, 427),
            ("rename", 492, 953, 750),
            ("fault", 986, 119, 993),
            ("meddle", 887, 189, 34),
            ("revert", 205, 681, 379),
            ("rename", 902, 118, 745),
        ),
        late=2,
    ),
    "a run at the very moment, then called an archive": History(
        (("new", 479, 283, 136), ("run", 787, 129, 468), ("new", 347, 808, 3), ("wait", 279, 513, 357)),
    ),
    "a platform moved to another delivery while its job was not listed yet": History(
        (
            ("new", 637, 469, 198),
            ("wait", 287, 405, 67),
            ("run", 273, 82, 516),
            ("split", 103, 27, 800),
            ("edit_text", 416, 314, 524),
            ("two_runs", 313, 413, 995),
            ("wait", 612, 112, 690),
            ("two_runs", 531, 848, 455),
            ("break", 671, 639, 268),
            ("publish_now", 127, 273, 672),
        ),
        switches={"list_lag": 60},
        drift="hold",
    ),
    "planned, not sent since another one went out at once, then called an archive": History(
        (("new", 46, 563, 461), ("new", 772, 316, 133), ("run", 45, 858, 605), ("days", 618, 855, 671)),
        switches={"scheduled_answers": 200},
    ),
    "a document under another name, and the state lost before its job was listed": History(
        (
            ("new", 735, 513, 469),
            ("run", 814, 697, 862),
            ("rename", 596, 72, 560),
            ("lose_state", 144, 418, 875),
            ("run", 621, 285, 916),
        ),
        switches={"list_lag": 60},
    ),
    "a parked job that a person moved in front of the old one, and nobody looked for days": History(
        (
            ("new", 915, 448, 780),
            ("run", 351, 386, 57),
            ("edit_comment", 109, 308, 429),
            ("crash", 736, 79, 200),
            ("shift", 341, 722, 835),
            ("days", 31, 72, 430),
        ),
        drift="keep",
    ),
    "taken back, and brought back after its moment": History(
        (
            ("new", 505, 661, 848),
            ("run", 356, 49, 898),
            ("brink", 806, 947, 887),
            ("shift", 109, 695, 510),
            ("wait", 250, 473, 941),
            ("remove", 456, 62, 939),
            ("run", 585, 385, 504),
            ("revert", 209, 628, 194),
        ),
        drift="keep",
    ),
    "a file that came just before its moment, after a run whose clock was ahead": History(
        (
            ("new", 631, 782, 468),
            ("split", 433, 34, 146),
            ("frozen", 984, 616, 218),
            ("edit_text", 70, 551, 601),
            ("brink", 421, 175, 756),
            ("rename", 740, 856, 42),
        ),
        drift="keep",
    ),
    "cancelled by a person, then given a moment of its own by its author": History(
        (
            ("fault", 840, 871, 367),
            ("new", 559, 982, 536),
            ("run", 221, 156, 161),
            ("crash", 118, 629, 413),
            ("fault", 140, 132, 108),
            ("run", 503, 997, 702),
            ("meddle", 364, 11, 403),
            ("split", 245, 13, 345),
        ),
        drift="hold",
    ),
    "a re-creation whose last step was never answered, and then called an archive": History(
        (
            ("fault", 352, 268, 358),
            ("fault", 747, 710, 846),
            ("new", 861, 441, 356),
            ("run", 379, 278, 531),
            ("edit_platforms", 58, 819, 297),
            ("crash", 767, 216, 876),
        ),
        drift="hold",
    ),
    "renamed before it was first scheduled, and named back": History(
        (
            ("new", 70, 279, 729),
            ("rename", 899, 861, 130),
            ("run", 376, 612, 788),
            ("revert", 741, 653, 968),
            ("eve", 135, 627, 815),
            ("edit_text", 170, 924, 921),
            ("wait", 429, 245, 540),
            ("crash", 590, 692, 758),
        ),
        late=2,
    ),
}
