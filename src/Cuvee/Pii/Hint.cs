namespace Cuvee.Pii;

/// <summary>What the words around a value say it is. A number without a telling form is personal data only where one of them stands by it.</summary>
[Flags]
internal enum Hint : ulong
{
    None = 0,
    Phone = 1 << 0,
    Card = 1 << 1,
    Identity = 1 << 2,
    UsSsn = 1 << 3,
    UsItin = 1 << 4,
    CaSin = 1 << 5,
    GbNhs = 1 << 6,
    DeSteuerId = 1 << 7,
    FrNir = 1 << 8,
    NlBsn = 1 << 9,
    BeNationalNumber = 1 << 10,
    PlPesel = 1 << 11,
    SePersonnummer = 1 << 12,
    NoFodselsnummer = 1 << 13,
    DkCpr = 1 << 14,
    BrCpf = 1 << 15,
    BrCnpj = 1 << 16,
    InAadhaar = 1 << 17,
    CnResidentId = 1 << 18,
    KrRrn = 1 << 19,
    AuTfn = 1 << 20,
    ChAhv = 1 << 21,
    JpMyNumber = 1 << 22,
    ZaId = 1 << 23,
    TrIdentity = 1 << 24,
    Passport = 1 << 25,
    Licence = 1 << 26,
    Wallet = 1 << 27,
    Email = 1 << 28,
    Shell = 1 << 29,
    Version = 1 << 30,
}
