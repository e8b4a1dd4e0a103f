"""Words in and around the names of people, bodies and places."""

from __future__ import annotations

from typing import Final

from stance.lexicon.text import table, words

TITLES: Final = words("""
    adm admiral adviser advisor ambassador analyst archbishop baroness bishop brig brigadier capt captain cardinal chair
    chairman chairwoman chancellor cllr col colonel commander commissioner commodore comrade congressman congresswoman
    corporal cpl dame detective director dr economist ex-president expert former fr gen general gov governor historian
    imam inspector judge justice king lady laureate lieutenant lord lt maj major marshal mayor messrs minister miss mr
    mrs ms pope premier president prince princess prof professor queen rabbi rep representative reverend scholar
    secretary sen senator sergeant sgt sheik sheikh sheriff sir sister spokesman spokeswoman superintendent
    vice-president
    """)
"""Words before a name that are not part of it."""

PEOPLES: Final = table("""
    afghanistan: afghan; albania: albanian; algeria: algerian; america: american; angola: angolan; argentina: argentine
    argentinian; armenia: armenian; australia: australian; austria: austrian; azerbaijan: azerbaijani azeri; bangladesh:
    bangladeshi; belarus: belarusian belarussian; belgium: belgian; bolivia: bolivian; bosnia: bosnian; brazil:
    brazilian; britain: briton british englishman englishwoman english england scot scotsman scotland scottish welshman
    wales; bulgaria: bulgarian; burma: burmese myanmar; cambodia: cambodian; cameroon: cameroonian; canada: canadian;
    chile: chilean; china: chinese; colombia: colombian; congo: congolese; croatia: croat croatian; cuba: cuban; cyprus:
    cypriot; czechia: czech; denmark: dane danish; ecuador: ecuadorian; egypt: egyptian; estonia: estonian; ethiopia:
    ethiopian; finland: finn finnish; france: french frenchman frenchwoman; georgia: georgian; germany: german; ghana:
    ghanaian; greece: greek; guatemala: guatemalan; haiti: haitian; hungary: hungarian; iceland: icelander icelandic;
    india: indian; indonesia: indonesian; iran: iranian; iraq: iraqi; ireland: irishman irishwoman irish; israel:
    israeli; italy: italian; jamaica: jamaican; japan: japanese; jordan: jordanian; kazakhstan: kazakh; kenya: kenyan;
    korea: korean; kosovo: kosovar; kuwait: kuwaiti; kyrgyzstan: kyrgyz; laos: laotian; latvia: latvian; lebanon:
    lebanese; liberia: liberian; libya: libyan; lithuania: lithuanian; malaysia: malaysian; mali: malian; malta:
    maltese; mexico: mexican; moldova: moldovan; mongolia: mongolian mongol; morocco: moroccan; mozambique: mozambican;
    namibia: namibian; nepal: nepali nepalese; netherlands: dutch dutchman dutchwoman holland; nigeria: nigerian;
    norway: norwegian; pakistan: pakistani; panama: panamanian; paraguay: paraguayan; peru: peruvian; philippines:
    filipino filipina philippine; poland: pole polish; portugal: portuguese; qatar: qatari; romania: romanian; russia:
    russian; rwanda: rwandan; saudi: saudi; senegal: senegalese; serbia: serb serbian; singapore: singaporean; slovakia:
    slovak; slovenia: slovene slovenian; somalia: somali; spain: spaniard spanish; sudan: sudanese; sweden: swede
    swedish; switzerland: swiss; syria: syrian; taiwan: taiwanese; tajikistan: tajik; tanzania: tanzanian; thailand:
    thai; tunisia: tunisian; turkey: turk turkish; uganda: ugandan; ukraine: ukrainian; uruguay: uruguayan; uzbekistan:
    uzbek; venezuela: venezuelan; vietnam: vietnamese; yemen: yemeni; zambia: zambian; zimbabwe: zimbabwean
    """)
"""Countries with the words for their people: "the Pole" is somebody from Poland."""

FAITHS: Final = words("""
    arab arabs ashkenazi buddhist buddhists catholic catholics confucian hindu hindus islamic islamist islamists
    jew jewish jews kurd kurdish kurds muslim muslims orthodox protestant protestants sephardic shia shiite shiites sikh
    sunni sunnis wahhabi wahhabis zionist
    """)
"""Words for people by their faith, or by a people without a country."""

NAMED_THINGS: Final = frozenset({
    "Abu Ghraib", "Al Aqsa", "Al Jazeera", "Al Qaeda", "Al Qaida", "Al Shabaab", "Al Shabab", "Bear Stearns",
    "Boko Haram", "Burkina Faso", "Cape Verde", "Costa Rica", "Credit Suisse", "Deutsche Bank", "El Salvador",
    "Falun Gong", "Fannie Mae", "Freddie Mac", "Goldman Sachs", "Jim Crow", "Lehman Brothers", "Los Angeles",
    "Merrill Lynch", "Mont Blanc", "Monty Python", "Morgan Stanley", "Nagorno Karabakh", "Puerto Rico", "Rio Grande",
    "San Francisco", "San Jose", "San Marino", "Santa Fe", "Santo Domingo", "Sao Paulo", "Sierra Leone",
    "Silicon Valley", "Sinn Fein", "Sri Lanka", "São Paulo", "Tiananmen Square",
})  # fmt: skip
"""Bodies, places and others of two words that look like people's names."""

BEFORE_THINGS: Final = words("Cape Chapter Fort Hurricane Lake Mount Operation Pax Port Project Typhoon")
"""Words with a capital before the name of a place, a storm, a part of a book."""

METONYMS: Final = {
    seat: country
    for country, seats in {
        "Russia": "moscow, the kremlin, kremlin",
        "China": "beijing, peking, zhongnanhai",
        "United States": "washington, the white house, the pentagon, the state department, foggy bottom, capitol hill",
        "United Kingdom": "london, whitehall, downing street",
        "France": "paris, the elysee, the élysée",
        "Germany": "berlin",
        "Japan": "tokyo",
        "South Korea": "seoul",
        "North Korea": "pyongyang",
        "India": "delhi, new delhi",
        "Ukraine": "kyiv, kiev",
        "European Union": "brussels",
        "Iran": "tehran",
        "Turkey": "ankara",
        "Taiwan": "taipei",
        "Australia": "canberra",
        "Vietnam": "hanoi",
        "Mongolia": "ulaanbaatar",
        "Kazakhstan": "astana",
        "Israel": "jerusalem",
        "Poland": "warsaw",
        "Canada": "ottawa",
    }.items()
    for seat in seats.split(", ")
}
"""Seats of government with the country they stand for (lower case; the seat as of the 2020s)."""

NAME_ORIGINS: Final = {
    "chinese": (
        frozenset[str](),
        words("""
    bai cai cao chen cheng cui deng ding dong du fan fang feng fu gao ge geng gong gu guo han he hou hu hua huang jia
    jiang jin kang kong li liang liao lin liu lu luo ma mao meng pan peng qian qiao qin qiu ren shao shen shi song su
    sun tan tang tian wang wei wen wu xi xia xiang xiao xie xu xue yan yang yao ye yi yin yu yuan zeng zhang zhao zheng
    zhong zhou zhu zou
    """),
        (),
    ),
    "russian": (
        words("""
    aleksandr alexander alexei alexey anatoly andrei andrey anton arkady artyom boris dmitri dmitriy dmitry evgeny
    fyodor gennady georgy gleb igor ilya ivan kirill konstantin leonid maksim maria maxim mikhail nikita nikolai nikolay
    oleg pavel petr pyotr roman ruslan semyon sergei sergey stanislav svetlana tatiana timofei vadim valentin valery
    vasily viktor vitaly vladimir vladislav vyacheslav yevgeny yuri yury
    """),
        frozenset[str](),
        ("ov", "ev", "yov", "skiy", "sky", "enko"),
    ),
}
"""Given names, family names and endings by which a reader tells a Chinese minister from a Russian one."""

NAME_STOPWORDS: Final = words("""
    A About According After Against All Also Although Among An And Another Any April Are Article As Ask Asked At August
    Be Because Been Before Between Both But By Could December Despite Did Digest Do Does During Each Earlier Either
    Essay Even Every February Few For Friday From Given Had Has Have He Hence Her Here His How However I If In Indeed
    Instead Interview Is It Its January July June Just Later Like Many March May Maybe Meanwhile Might Monday Moreover
    Most Must My Neither Nevertheless No Nonetheless Nor Not November Now October Of On Once Only Or Other Our Over Per
    Perhaps Report Saturday September Several She Should Since So Some Speaking Still Such Sunday That The Their Then
    These They This Those Though Thursday Thus To Tuesday Under Unless Unlike Until Was We Wednesday Were What When
    Where Whereas Whether While Who Whose Why With Without Would Writing Yes Yet You Your
    """)
"""Capitalised words that are no part of a name, such as a sentence's first word."""

ORGANISATION_WORDS: Final = words("""
    affairs agency airlines alliance army associates association authority bank bay board bureau cabinet center centre
    church city club coalition college command commission committee communist company conference congress corporation
    corps council court daily defence defense democratic department duma economic embassy europe exchequer express
    federation forces foreign forum foundation fund general global government group gulf herald house inc initiative
    institute institution international journal kremlin law league library ltd magazine media ministry monitor movement
    museum national nations navy network news office organisation organization pact parliament party policy post
    post-soviet press project republic research review ruling school senate service society state states station
    strategic street studies summit survey system television think times today treaty tribune union united university
    war watch world
    """)
"""Words in the names of bodies, papers and places: a name with one of them is no person's."""

PLACES: Final = words("""
    afghanistan africa african alaska america american arctic asia asian atlantic australia balkans baltic beijing
    belarus berlin brazil britain british brussels california canada caucasus china chinese crimea delhi donbas dushanbe
    east eastern england estonia eu eurasia europe european florida france french georgia german germany gulf hong india
    indian iran iraq israel italy japan japanese kazakhstan kiev kong korea korean kyiv kyrgyzstan latvia lebanon libya
    lithuania london mexico moldova mongolia moscow nato new north northern orleans ottawa pacific pakistan paris poland
    prc pyongyang russia russian samarkand saudi sea seoul shanghai siberia singapore sino-russian south southern soviet
    syria taipei taiwan tajikistan tehran texas tibet tokyo turkey turkmenistan u.k. u.s. uk ukraine ukrainian un us usa
    uzbekistan valdai vietnam vladivostok warsaw washington west western york zealand
    """)
"""Places and peoples that stand alone or in names."""

MALE: Final = words("""
    boy brother businessman chairman congressman duke emperor father grandfather grandson he him himself his husband
    king lord man monk mr nephew prince sir son spokesman statesman uncle waiter widower
    """)

FEMALE: Final = words("""
    actress aunt chairwoman congresswoman daughter duchess empress girl granddaughter grandmother her hers herself lady
    miss mother mrs ms niece nun princess queen she sister spokeswoman waitress widow wife woman
    """)
"""Words that tell a person's gender, pronouns included."""
