using System.Collections.Immutable;

namespace Cuvee.Pii;

/// <summary>The national numbers that are made of digits. Numbers of one check digit and no telling form count only by the words around them.</summary>
internal static class NationalIds
{
    public static readonly ImmutableArray<NationalId> All =
    [
        new("US SSN", Hint.UsSsn, NationalIdChecks.UsSsn) { Telling = ["3-2-4"], Hinted = ["3 2 4", "9"] },
        new("US ITIN", Hint.UsItin | Hint.UsSsn, NationalIdChecks.UsItin) { Telling = ["3-2-4"], Hinted = ["3 2 4", "9"] },
        new("CA SIN", Hint.CaSin, NationalIdChecks.CaSin) { Hinted = ["3-3-3", "3 3 3", "9"] },
        new("GB NHS", Hint.GbNhs, NationalIdChecks.GbNhs) { Hinted = ["3 3 4", "3-3-4", "10"] },
        new("DE Steuer-ID", Hint.DeSteuerId, NationalIdChecks.DeSteuerId) { Telling = ["2 3 3 3"], Doubtful = ["11"] },
        new("FR NIR", Hint.FrNir, NationalIdChecks.FrNir) { Telling = ["15", "1 2 2 2 3 3 2", "13 2"] },
        new("NL BSN", Hint.NlBsn, NationalIdChecks.NlBsn) { Hinted = ["9", "3 3 3", "4.2.3"] },
        new("BE national number", Hint.BeNationalNumber, NationalIdChecks.BeNationalNumber) { Telling = ["2.2.2-3.2"], Doubtful = ["11"], Hinted = ["2 2 2 3 2", "6-3-2", "6 3 2"] },
        new("PL PESEL", Hint.PlPesel, NationalIdChecks.PlPesel) { Doubtful = ["11"] },
        new("SE personnummer", Hint.SePersonnummer, NationalIdChecks.SePersonnummer) { Telling = ["6-4", "8-4"], Hinted = ["10", "12"] },
        new("NO fødselsnummer", Hint.NoFodselsnummer, NationalIdChecks.NoFodselsnummer) { Telling = ["11", "6 5"] },
        new("DK CPR", Hint.DkCpr, NationalIdChecks.DkCpr) { Telling = ["6-4"] },
        new("DK CPR", Hint.DkCpr, NationalIdChecks.DkCprDate) { Hinted = ["6-4", "10"] },
        new("BR CPF", Hint.BrCpf, NationalIdChecks.BrCpf) { Telling = ["3.3.3-2"], Doubtful = ["11"], Hinted = ["3 3 3 2", "9-2"] },
        new("BR CNPJ", Hint.BrCnpj, NationalIdChecks.BrCnpj) { Telling = ["2.3.3/4-2"], Hinted = ["14"] },
        new("IN Aadhaar", Hint.InAadhaar, NationalIdChecks.InAadhaar) { Doubtful = ["4 4 4", "4-4-4"], Hinted = ["12"] },
        new("CN resident id", Hint.CnResidentId, NationalIdChecks.CnResidentId) { Telling = ["18"] },
        new("KR RRN", Hint.KrRrn, NationalIdChecks.KrRrn) { Telling = ["6-7"] },
        new("KR RRN", Hint.KrRrn, NationalIdChecks.KrRrnDate) { Hinted = ["6-7", "13"] },
        new("AU TFN", Hint.AuTfn, NationalIdChecks.AuTfn) { Hinted = ["9", "3 3 3", "3-3-3"] },
        new("CH AHV", Hint.ChAhv, NationalIdChecks.ChAhv) { Telling = ["3.4.4.2", "13"] },
        new("JP My Number", Hint.JpMyNumber, NationalIdChecks.JpMyNumber) { Hinted = ["12", "4 4 4", "4-4-4"] },
        new("ZA ID", Hint.ZaId, NationalIdChecks.ZaId) { Hinted = ["13", "6 4 3", "6 4 2 1"] },
        new("TR identity number", Hint.TrIdentity, NationalIdChecks.TrIdentity) { Hinted = ["11"] },
    ];

    /// <summary>The numbers by how many digits they have.</summary>
    public static readonly ImmutableArray<ImmutableArray<NationalId>> ByDigits =
        [.. Enumerable.Range(0, NumberCluster.MaxDigits + 1).Select(digits => All.Where(id => DigitsOf(id) == digits || (id.Hint == Hint.SePersonnummer && digits == 12)).ToImmutableArray())];

    private static int DigitsOf(NationalId id)
    {
        var layout = id.Telling.Concat(id.Doubtful).Concat(id.Hinted).First();
        return layout.Split(' ', '-', '.', '/').Sum(group => int.Parse(group, System.Globalization.CultureInfo.InvariantCulture));
    }
}
