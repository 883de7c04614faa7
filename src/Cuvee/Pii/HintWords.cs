using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Cuvee.Pii;

/// <summary>The words that say what a value by them is: one or two words in lower case, or a piece of a text without spaces between words.</summary>
internal static class HintWords
{
    /// <summary>Words, and pairs of words with one space, to what they say.</summary>
    public static readonly FrozenDictionary<string, Hint> Words = new (Hint Hint, string Words)[]
    {
        (Hint.Phone, "phone|phones|telephone|tel|mobile|cell|cellphone|fax|whatsapp|sms|call me|text me|reach me|telefon|telefonnummer|handy|handynummer|mobilnummer|rufnummer|téléphone|portable|teléfono|telefono|móvil|celular|cellulare|telefone|telemóvel|telefoon|mobiel|telefoonnummer|puhelin|puhelinnumero|telefonnumer|numer telefonu|komórka|телефон|тел|мобильный|telefonu|cep|điện thoại|हाथ|फ़ोन|फोन|मोबाइल|هاتف|جوال|الهاتف|טלפון|τηλέφωνο|κινητό"),
        (Hint.Card, "card|credit card|debit card|visa|mastercard|amex|kreditkarte|kartennummer|carte|tarjeta|carta|cartão|karta|карта|creditcard|kort|kortnummer|pan"),
        (Hint.Identity, "national id|identity number|identification number|id number|identity card|id card|citizen id|personal id|tax id|tax number|taxpayer|personalausweis|ausweisnummer|numéro d'identité|documento|número de identidad|nie|dni|henkilötunnus|identiteitsnummer|паспорт|инн"),
        (Hint.UsSsn, "ssn|social security|social sec"),
        (Hint.UsItin, "itin|taxpayer|individual taxpayer"),
        (Hint.CaSin, "sin|social insurance|assurance sociale|nas"),
        (Hint.GbNhs, "nhs|nhs number"),
        (Hint.DeSteuerId, "steuer|steuer-id|steuerid|steueridentifikationsnummer|idnr|identifikationsnummer|steuernummer|tin"),
        (Hint.FrNir, "nir|sécurité sociale|insee|numéro de sécurité"),
        (Hint.NlBsn, "bsn|burgerservicenummer|sofinummer|sofi-nummer"),
        (Hint.BeNationalNumber, "rijksregisternummer|registre national|numéro national|insz|niss|national number|rijksregister"),
        (Hint.PlPesel, "pesel"),
        (Hint.SePersonnummer, "personnummer|samordningsnummer"),
        (Hint.NoFodselsnummer, "fødselsnummer|fodselsnummer|personnummer|d-nummer"),
        (Hint.DkCpr, "cpr|cpr-nummer|cpr-nr|personnummer"),
        (Hint.BrCpf, "cpf"),
        (Hint.BrCnpj, "cnpj"),
        (Hint.InAadhaar, "aadhaar|aadhar|adhaar|uidai|आधार"),
        (Hint.CnResidentId, "resident id|resident identity|shenfenzheng"),
        (Hint.KrRrn, "rrn|resident registration"),
        (Hint.AuTfn, "tfn|tax file"),
        (Hint.ChAhv, "ahv|avs|ahv-nummer|ahv-nr|numéro avs"),
        (Hint.JpMyNumber, "my number|mynumber"),
        (Hint.ZaId, "south african|sa id|rsa id"),
        (Hint.TrIdentity, "tc kimlik|kimlik|tckn|t c"),
        (Hint.Passport, "passport|passport no|reisepass|reisepassnummer|passeport|pasaporte|passaporto|passaporte|paspoort|paszport|passnummer|паспорт"),
        (Hint.Licence, "driver's license|drivers license|driver license|driving licence|driver's licence|drivers licence|driving license|führerschein|führerscheinnummer|permis de|licencia de|patente di|rijbewijs|rijbewijsnummer|prawo jazdy|körkort|carteira de"),
        (Hint.Wallet, "wallet|ethereum|eth|ether|metamask|erc|usdt|usdc|send eth|bsc|polygon"),
        (Hint.Email, "email|e-mail|mail|mailto|correo|courriel|contact"),
        (Hint.Shell, "ssh|scp|rsync|sftp|git|clone|ssh-copy-id|remote"),
        (Hint.Version, "version|versions|v|section|sections|chapter|ver|release|build|firmware|§|abschnitt|kapitel|figure|fig|table|oid|kernel|driver"),
    }.SelectMany(entry => entry.Words.Split('|').Select(word => (Word: word, entry.Hint)))
        .GroupBy(entry => entry.Word, StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => group.Aggregate(Hint.None, (hints, entry) => hints | entry.Hint), StringComparer.Ordinal);

    /// <summary>Pieces of texts in scripts without spaces.</summary>
    public static readonly ImmutableArray<(string Piece, Hint Hint)> Pieces =
    [
        ("电话", Hint.Phone), ("手机", Hint.Phone), ("電話", Hint.Phone), ("手機", Hint.Phone), ("携帯", Hint.Phone), ("联系方式", Hint.Phone), ("微信", Hint.Phone),
        ("전화", Hint.Phone), ("휴대폰", Hint.Phone), ("연락처", Hint.Phone), ("โทร", Hint.Phone),
        ("银行卡", Hint.Card), ("信用卡", Hint.Card), ("卡号", Hint.Card), ("クレジットカード", Hint.Card), ("카드", Hint.Card),
        ("身份证", Hint.CnResidentId | Hint.Identity), ("身分證", Hint.Identity), ("마이넘버", Hint.JpMyNumber), ("マイナンバー", Hint.JpMyNumber), ("個人番号", Hint.JpMyNumber), ("주민등록번호", Hint.KrRrn), ("주민번호", Hint.KrRrn),
        ("护照", Hint.Passport), ("護照", Hint.Passport), ("パスポート", Hint.Passport), ("旅券", Hint.Passport), ("여권", Hint.Passport), ("驾驶证", Hint.Licence), ("驾照", Hint.Licence), ("運転免許", Hint.Licence), ("운전면허", Hint.Licence),
    ];
}
