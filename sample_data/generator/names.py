"""Names by culture, and the nicknames people go by: our own lists, for nobody in particular."""

# culture: (women's forenames, men's forenames, surnames)
CULTURES: dict[str, tuple[str, str, str]] = {
    "english": (
        (
            "Charlotte Harriet Imogen Daphne Philippa Rosalind Beatrice Gemma Hazel Joanna Katherine "
            "Louisa Margaret Natalie Olive Penelope Rebecca Susannah Victoria Winifred Abigail Lorna"
        ),
        (
            "Adrian Benedict Clive Douglas Edward Frederick Graham Hugh Jonathan Kenneth Leonard "
            "Martin Nicholas Oliver Peter Robert Stephen Timothy Vernon William Alistair Gareth"
        ),
        (
            "Ashdown Birtwhistle Calloway Dunsford Eastgate Fairbrother Garside Hathersage Ibbotson "
            "Jessop Kettlewell Longstaff Mirfield Netherwood Oldroyd Pickersgill Rawnsley Sowerby "
            "Thwaite Underhill Varley Wetherby Young Baker Hope Marsh Rose Lamb Wood Frost"
        ),
    ),
    "irish": (
        "Aoibhe Bronagh Caoimhe Deirdre Gráinne Niamh Orla Róisín Sinéad Siobhán",
        "Cormac Declan Eoin Fergal Lorcan Oisín Ronan Seamus Tadhg Diarmuid",
        "O'Driscoll McGlinchey Ní-Bhriain O'Malley Kinsella Breathnach Fogarty Mulvaney Costello",
    ),
    "scottish": (
        "Ailsa Catriona Eilidh Fiona Iona Kirsty Mairi Morag",
        "Angus Callum Duncan Ewan Fraser Hamish Lachlan Rory",
        "MacAllister Drummond Farquharson Galbraith Kinnaird McPhee Strachan Urquhart",
    ),
    "south asian": (
        "Ananya Bhavna Deepika Farzana Jaspreet Kavita Meera Nusrat Priyanka Shabana Sunita Zara",
        "Arjun Bilal Dev Gurpreet Harish Imran Kabir Nikhil Rohan Tariq Vikram Yusuf",
        "Banerjee Chaudhry Dhaliwal Gill Hussain Iyer Kaur Malik Nair Patel Qureshi Sandhu Thakur",
    ),
    "chinese": (
        "Mei-Ling Xiu Yan Jing Hui-Min Lan Qing Wai-Yee",
        "Jun Wei Hao Chi-Wai Ming Kwok-Keung Bo Lei",
        "Chan Cheung Fung Ho Lau Liang Ng Tam Wong Xu Yip Zhao",
    ),
    "west african": (
        "Abena Chinwe Efua Folasade Ngozi Temitope Yetunde Adwoa",
        "Babatunde Chukwuemeka Femi Kofi Kwame Olumide Sola Yaw",
        "Adeyemi Boateng Chukwu Danso Eze Mensah Nwosu Ogunleye Okafor Sarpong",
    ),
    "arabic": (
        "Amal Dalia Hanan Layla Mariam Nadia Rania Samira",
        "Ahmad Faisal Hassan Karim Mahmoud Omar Tarek Ziad",
        "Al-Khatib Darwish El-Masri Haddad Khoury Mansour Nasser Saleh",
    ),
    "polish": (
        "Agnieszka Beata Dorota Ewa Grażyna Justyna Katarzyna Małgorzata",
        "Bartosz Dariusz Grzegorz Jacek Krzysztof Łukasz Paweł Zbigniew",
        "Dąbrowska Kaczmarek Lewandowski Mazur Nowicki Pawlak Szymczak Wróbel",
    ),
    "hispanic": (
        "Alejandra Beatriz Consuelo Dolores Esperanza Guadalupe Inés Marisol Rocío Xiomara Luz",
        "Alejandro Camilo Esteban Fernando Guillermo Javier Mateo Ramón Joaquín Héctor Ángel",
        (
            "Aguilar Barrera Castañeda Delgadillo Escobedo Fuentes Gallegos Ibáñez Lucero Montoya "
            "Núñez Ortega Quintana Salazar Trujillo Vigil Zamora"
        ),
    ),
    "american": (
        (
            "Ashlyn Brenda Cheyenne Darlene Faith Georgia Holly Jolene Kaylee Lacey Mackenzie Peyton "
            "Savannah Tiffany Whitney Autumn Brooke Carol June Summer Dawn Hope"
        ),
        (
            "Austin Brody Chad Dale Earl Garrett Hunter Jarvis Kyle Landon Mason Preston Randall "
            "Scott Travis Wade Zachary Chase Grant Mark Rusty Will"
        ),
        (
            "Abernathy Bixby Crenshaw Dillard Eversole Fairchild Hollister Jamison Kirkpatrick Ladd "
            "McKinnon Oglesby Pruitt Ransom Stovall Tillman Vance Whitaker Yarbrough Brown Graves "
            "Bell Dean Rich Stone Page Cash"
        ),
    ),
    "vietnamese": (
        "Bích Hằng Linh Mai Ngọc Phương Thảo Trang",
        "Bảo Đức Huy Khoa Minh Quang Thiện Vinh",
        "Bùi Đặng Hoàng Huỳnh Lê Nguyễn Phạm Trần Võ",
    ),
    "korean": (
        "Eun-ji Hye-jin Ji-won Min-seo Soo-yeon Yuna",
        "Dong-hyun Ho-seok Jae-min Seung-woo Tae-yang Woo-jin",
        "Baek Choi Han Jung Kang Oh Seo Shin Yoon",
    ),
    "jewish": (
        "Adina Dvora Malka Rivka Shoshana Tamar Yael Hadassah",
        "Akiva Eitan Gidon Levi Mordechai Noam Shlomo Ze'ev",
        "Abramovitz Ben-David Feldstein Goldberger Kestenbaum Lipschutz Roth Zuckerman",
    ),
    "hawaiian and samoan": (
        "Kailani Leilani Malia Noelani Sina Tiare",
        "Ikaika Kaleo Keoni Malakai Sione Tavita",
        "Kahananui Kealoha Leota Mahoe Tuiasosopo Fa'alogo",
    ),
}

SHARES = {
    "uk": {
        "english": 10, "irish": 2, "scottish": 2, "south asian": 4, "chinese": 2,
        "west african": 2, "arabic": 1, "polish": 2, "hispanic": 1, "jewish": 1,
    },
    "us": {
        "american": 10, "hispanic": 6, "english": 2, "irish": 1, "south asian": 2, "chinese": 1,
        "west african": 1, "arabic": 1, "vietnamese": 2, "korean": 2, "jewish": 1,
        "hawaiian and samoan": 1,
    },
}  # fmt: skip

NICKNAMES = {
    "Charlotte": "Lottie", "Harriet": "Hattie", "Imogen": "Immy", "Philippa": "Pip",
    "Rosalind": "Roz", "Beatrice": "Bea", "Gemma": "Gem", "Joanna": "Jo", "Katherine": "Kate",
    "Louisa": "Lou", "Margaret": "Peggy", "Natalie": "Nat", "Penelope": "Penny",
    "Rebecca": "Becky", "Susannah": "Sukie", "Victoria": "Tori", "Winifred": "Freda",
    "Abigail": "Abi", "Adrian": "Ade", "Benedict": "Ben", "Douglas": "Doug", "Edward": "Ted",
    "Frederick": "Freddie", "Jonathan": "Jonty", "Kenneth": "Ken", "Leonard": "Len",
    "Nicholas": "Nick", "Oliver": "Olly", "Robert": "Bob", "Stephen": "Steve", "Timothy": "Tim",
    "William": "Bill", "Alistair": "Ally", "Caoimhe": "Keeva", "Deirdre": "Dee",
    "Catriona": "Trina", "Fiona": "Fi", "Ananya": "Annie", "Deepika": "Dips",
    "Jaspreet": "Jas", "Priyanka": "Pri", "Gurpreet": "Gary", "Mei-Ling": "May",
    "Wai-Yee": "Winnie", "Kwok-Keung": "Ken", "Temitope": "Temi", "Folasade": "Sade",
    "Babatunde": "Tunde", "Chukwuemeka": "Emeka", "Agnieszka": "Aga", "Katarzyna": "Kasia",
    "Małgorzata": "Gosia", "Krzysztof": "Kris", "Alejandra": "Ale", "Consuelo": "Chelo",
    "Dolores": "Lola", "Guadalupe": "Lupe", "Alejandro": "Alex", "Guillermo": "Memo",
    "Fernando": "Nando", "Mackenzie": "Kenzie", "Savannah": "Savvy", "Tiffany": "Tiff",
    "Brenda": "Bren", "Darlene": "Dar", "Zachary": "Zach", "Randall": "Randy",
    "Garrett": "Gary", "Eun-ji": "Angie", "Hye-jin": "Jenny", "Seung-woo": "Sean",
    "Phương": "Phoebe", "Shoshana": "Shosh", "Mordechai": "Motti", "Leilani": "Lani",
}  # fmt: skip

# Names that break software: (forename, surname, what it tests)
AWKWARD = {
    "null": ("Jennifer", "Null", "a surname that reads as a missing value"),
    "rtl": ("ليلى", "الخطيب", "a name written right to left"),
    "zero_width": ("Pat\u200bricia", "O\u2019Hal\u00adloran", ("a zero-width space, a curly "
                   "apostrophe and a soft hyphen inside the name")),
    "combining": ("Zoe\u0308", "Nun\u0303ez", "combining marks in place of single letters"),
    "emoji": ("Tilly 🌸", "Van der Berg-St. John", "an emoji, particles and a full stop"),
}  # fmt: skip

STREETS = {
    "uk": "Mill Lane,Station Road,Church Walk,Beckside,The Ginnel,Harrow Croft,Larch Grove,"
    "Viaduct Street,Orchard Close,Priory Mews,Tanyard Row,Quarry Bank,Sheepfold Lane,Canal Wharf",
    "us": "Aspen Ridge Rd,Pinon Ct,S Larkspur Ln,Columbine St,W 14th Ave,Mesa Trail,Quail Run Dr,"
    "County Road 9,Bear Paw Way,E Alder Pl,Old Stage Rd,Prairie Dog Loop,N Juniper Blvd,Elk Horn Cir",
}
TOWNS = {
    "uk": "Larkmere,Larkmere,Larkmere,Oxenby,Thornholme,Brackwater,Saltersgill,Fellgate",
    "us": "Juniper Mesa,Juniper Mesa,Juniper Mesa,Dry Creek,Silver Flats,Pronghorn,Cinder Park",
}
ZIPS = ["80012", "80110", "80123", "80206", "80230", "80401", "80516", "80634", "80831", "81007"]
JOBS = (
    "primary school teacher,estate agent,paramedic,solicitor,florist,dental nurse,lorry driver,"
    "head chef,wedding planner,yoga instructor,police officer,accountant,retired,student,"
    "care home manager,barber,software tester,farmer,opera singer,news presenter,city councillor"
)
EMPLOYERS = {
    "uk": "Larkmere Primary,Garside & Lowe Estate Agents,Thornholme Dairy,Brackwater Leisure "
    "Centre,Fellgate Community Hospital,Oxenby Town Council,Viaduct Brewery,Copperbeck Law LLP",
    "us": "Pronghorn Elementary,Cinder Park Fire District,Mesa Verde Title & Escrow,Silver Flats "
    "Brewing,Dry Creek Regional Medical Center,High Plains Credit Union,Juniper Mesa PD",
}


def words(text: str) -> list[str]:
    """The words of a space list."""
    return text.split()


def phrases(text: str) -> list[str]:
    """The phrases of a comma list."""
    return text.split(",")
