"""What the clinics do: services, products, doses, sites, devices, and what can go wrong."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Product:
    """One product: name, maker, kind, unit, least and most in one site, step."""

    name: str
    maker: str
    kind: str
    unit: str
    low: float
    high: float
    step: float
    lot: str  # letters and signs a lot number is made of: # digit, @ letter


@dataclass(frozen=True, slots=True)
class Mishap:
    """A complication: name, share of treatments, severity, onset, what is done, days to heal."""

    name: str
    share: float
    severity: str
    onset: tuple[int, int]
    action: str
    heals: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Service:
    """One thing a client can book."""

    key: str
    name: str
    category: str
    minutes: int
    price: int
    weeks: tuple[int, int]
    sites: list[str]
    products: list[str] = field(default_factory=list)
    settings: str = ""
    mishaps: list[str] = field(default_factory=list)
    only: str = ""  # uk or us, empty for both


PRODUCTS = {p.name: p for p in [
    Product("Botox", "Allergan", "toxin", "units", 4, 24, 1, "C####@#"),
    Product("Dysport", "Ipsen", "toxin", "Speywood units", 10, 70, 5, "@#####"),
    Product("Azzalure", "Galderma", "toxin", "Speywood units", 10, 60, 5, "@####"),
    Product("Xeomin", "Merz", "toxin", "units", 4, 24, 2, "######"),
    Product("Jeuveau", "Evolus", "toxin", "units", 4, 22, 1, "@@####"),
    Product("Daxxify", "Revance", "toxin", "units", 8, 40, 4, "A##@###"),
    Product("Juvederm Volift", "Allergan", "HA filler", "ml", 0.5, 2, 0.1, "V17@@#####"),
    Product("Juvederm Voluma", "Allergan", "HA filler", "ml", 0.5, 2, 0.1, "VB20@#####"),
    Product("Restylane Kysse", "Galderma", "HA filler", "ml", 0.3, 1, 0.1, "#####-#"),
    Product("Belotero Balance", "Merz", "HA filler", "ml", 0.3, 1, 0.1, "#######"),
    Product("RHA 4", "Teoxane", "HA filler", "ml", 0.4, 1.6, 0.2, "TP@L-######"),
    Product("Radiesse", "Merz", "CaHA filler", "ml", 0.8, 1.5, 0.1, "A000###"),
    Product("Sculptra", "Galderma", "biostimulator", "vials", 1, 2, 1, "#@####"),
    Product("Profhilo", "IBSA", "skin booster", "ml", 1, 2, 0.5, "PR####"),
    Product("Polynucleotides", "Mastelli", "skin booster", "ml", 1, 2, 1, "PN-#####"),
    Product("Kybella", "Allergan", "fat reduction", "ml", 2, 6, 0.2, "@#####"),
    Product("Aqualyx", "Marllor", "fat reduction", "ml", 4, 8, 0.5, "AQ####"),
    Product("PDO threads", "Croma", "thread", "threads", 2, 8, 2, "PDO#####"),
    Product("Hyalase", "Wockhardt", "reversal", "units", 150, 1500, 150, "HY####"),
    Product("Jessner peel", "Image", "peel", "ml", 2, 4, 0.5, "JP###"),
]}  # fmt: skip

MISHAPS = {m.name: m for m in [
    Mishap("bruising", 0.16, "Mild", (0, 2), "arnica, cold packs, reassured", (5, 14)),
    Mishap("vascular occlusion", 0.02, "Severe", (0, 1), "hyalase pulsed high dose, aspirin, "
           "warmth, hourly reviews", (7, 28)),
    Mishap("eyelid ptosis", 0.045, "Moderate", (3, 10), "apraclonidine drops", (28, 70)),
    Mishap("brow heaviness", 0.05, "Mild", (4, 12), "lateral brow lift points", (14, 60)),
    Mishap("asymmetric smile", 0.03, "Moderate", (3, 9), "watchful waiting, two units opposite "
           "side", (21, 80)),
    Mishap("delayed nodules", 0.04, "Moderate", (30, 160), "clarithromycin, then hyalase", (14, 60)),
    Mishap("swelling", 0.12, "Mild", (0, 2), "cetirizine, cold compress", (2, 8)),
    Mishap("Tyndall effect", 0.03, "Mild", (14, 60), "hyalase 30 units", (7, 14)),
    Mishap("herpes simplex flare", 0.03, "Mild", (1, 4), "aciclovir 800 mg five times a day", (7, 12)),
    Mishap("infection", 0.02, "Moderate", (2, 7), "co-amoxiclav, swab sent", (7, 21)),
    Mishap("post-inflammatory hyperpigmentation", 0.07, "Moderate", (10, 35), "hydroquinone 4 %, "
           "SPF 50, series paused", (60, 180)),
    Mishap("burn", 0.04, "Moderate", (0, 2), "cool running water, hydrogel, silver dressing", (10, 40)),
    Mishap("blistering", 0.04, "Moderate", (0, 2), "left intact, non-adherent dressing", (7, 18)),
    Mishap("vasovagal faint", 0.03, "Mild", (0, 0), "laid flat, legs raised, sugar", (0, 1)),
    Mishap("allergic reaction", 0.012, "Severe", (0, 0), "adrenaline 500 micrograms IM, ambulance", (1, 3)),
    Mishap("thread extrusion", 0.05, "Mild", (5, 40), "trimmed and removed under local", (5, 10)),
    Mishap("paradoxical hair growth", 0.03, "Mild", (60, 160), "switched wavelength", (120, 300)),
    Mishap("marginal mandibular weakness", 0.03, "Moderate", (1, 4), "reassured, photographs weekly", (21, 60)),
]}  # fmt: skip

_TOX = ["bruising", "eyelid ptosis", "brow heaviness", "vasovagal faint"]
_FILL = ["bruising", "swelling", "vascular occlusion", "delayed nodules", "herpes simplex flare",
         "allergic reaction"]  # fmt: skip
_LIGHT = ["burn", "blistering", "post-inflammatory hyperpigmentation"]

SERVICES = [
    Service("tox", "Anti-wrinkle injections - upper face", "Injectables", 30, 290, (13, 24),
            ["glabella", "frontalis", "crow's feet"], ["Botox", "Azzalure", "Xeomin"],
            mishaps=_TOX, only="uk"),
    Service("tox", "Neurotoxin - Upper Face", "Injectables", 30, 420, (12, 22),
            ["glabella", "frontalis", "crow's feet"],
            ["Botox", "Dysport", "Xeomin", "Jeuveau", "Daxxify"], mishaps=_TOX, only="us"),
    Service("masseter", "Masseter slimming", "Injectables", 30, 320, (20, 30),
            ["left masseter", "right masseter"], ["Botox", "Xeomin"],
            mishaps=["asymmetric smile", "bruising"]),
    Service("lips", "Lip filler", "Injectables", 45, 260, (30, 52), ["upper lip", "lower lip"],
            ["Restylane Kysse", "Juvederm Volift", "Belotero Balance"], mishaps=_FILL),
    Service("cheeks", "Cheek and mid-face filler", "Injectables", 60, 540, (40, 70),
            ["left cheek", "right cheek"], ["Juvederm Voluma", "RHA 4", "Radiesse"], mishaps=_FILL),
    Service("tear", "Tear trough filler", "Injectables", 60, 450, (45, 80),
            ["left tear trough", "right tear trough"], ["Belotero Balance"],
            mishaps=["Tyndall effect", "swelling", "bruising"]),
    Service("nose", "Non-surgical nose reshaping", "Injectables", 45, 420, (45, 80),
            ["nasal dorsum", "nasal tip"], ["Juvederm Voluma"],
            mishaps=["vascular occlusion", "bruising", "infection"]),
    Service("profhilo", "Profhilo", "Skin boosters", 30, 250, (4, 26), ["face, 10 BAP points"],
            ["Profhilo"], mishaps=["swelling", "bruising"], only="uk"),
    Service("pn", "Polynucleotides - eyes", "Skin boosters", 40, 270, (3, 20), ["under eyes"],
            ["Polynucleotides"], mishaps=["swelling", "bruising"], only="uk"),
    Service("sculptra", "Sculptra", "Injectables", 60, 850, (6, 10), ["temples", "mid-face"],
            ["Sculptra"], mishaps=["delayed nodules", "bruising"]),
    Service("chin", "Double chin dissolving", "Body", 45, 380, (6, 9), ["submental fat"],
            ["Aqualyx"], mishaps=["swelling", "marginal mandibular weakness"], only="uk"),
    Service("chin", "Kybella", "Body", 45, 600, (6, 9), ["submental fat"], ["Kybella"],
            mishaps=["swelling", "marginal mandibular weakness"], only="us"),
    Service("threads", "PDO thread lift", "Injectables", 75, 700, (40, 60), ["jawline", "mid-face"],
            ["PDO threads"], mishaps=["thread extrusion", "bruising", "infection"]),
    Service("hair", "Laser hair removal", "Laser", 30, 120, (5, 8),
            ["underarms", "lower legs", "chin", "bikini line", "back"],
            settings="{Soprano|GentleMax Pro} {755|810|1064} nm, {12|14|16|18|20} J/cm2, "
            "{3|10|20} ms, {15|18|24} mm spot", mishaps=[*_LIGHT, "paradoxical hair growth"]),
    Service("ipl", "IPL photofacial", "Laser", 40, 180, (4, 6), ["full face", "decolletage"],
            settings="{Lumecca|BBL Hero} {515|560|590} nm, {10|12|14} J/cm2, {8|10} ms",
            mishaps=_LIGHT),
    Service("frax", "Fractional CO2 resurfacing", "Laser", 75, 900, (26, 60),
            ["full face", "perioral", "acne scars cheeks"],
            settings="CO2 {20|30|40} mJ, density {5|10|15} %, {2|3} passes",
            mishaps=[*_LIGHT, "herpes simplex flare", "infection"]),
    Service("rf", "RF microneedling", "Skin", 60, 390, (4, 7), ["full face", "neck", "abdomen"],
            settings="Morpheus8 depth {1.5|2|3} mm, level {20|25|30|35}, {2|3} passes",
            mishaps=["post-inflammatory hyperpigmentation", "swelling"]),
    Service("peel", "Chemical peel", "Skin", 40, 110, (4, 6), ["full face"], ["Jessner peel"],
            mishaps=["post-inflammatory hyperpigmentation", "burn", "herpes simplex flare"]),
]  # fmt: skip

CONSULT = Service("consult", "New client consultation", "Consultation", 30, 40, (0, 0), [])
REVIEW = Service("review", "Two-week review", "Consultation", 15, 0, (0, 0), [])


def menu(clinic: str) -> list[Service]:
    """The services this clinic offers."""
    return [service for service in SERVICES if service.only in ("", clinic)]
