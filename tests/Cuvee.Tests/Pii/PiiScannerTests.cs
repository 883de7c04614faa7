using System.Text;
using Cuvee.Pii;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Pii;

/// <summary>Each kind with values that are some, near misses that are none, and what is left for review.</summary>
public sealed class PiiScannerTests
{
    [Theory]
    [InlineData("write to zed@example.com.", "email zed@example.com")]
    [InlineData("<Zed.Q+a@mail.example.co.uk>", "email Zed.Q+a@mail.example.co.uk")]
    [InlineData("邮箱zed@example.cn，", "email zed@example.cn")]
    [InlineData("an josé.garcía_müller@example.de.", "email josé.garcía_müller@example.de")]
    [InlineData("müller@münchen.de", "email müller@münchen.de")]
    [InlineData("пишите: имя@пример.рф!", "email имя@пример.рф")]
    [InlineData("zed@example.photography", "email zed@example.photography")]
    [InlineData("call +1 (415) 555-0132 now", "phone +1 (415) 555-0132")]
    [InlineData("+44 (0)20 7946 0958", "phone +44 (0)20 7946 0958")]
    [InlineData("(415) 555-0132", "phone (415) 555-0132")]
    [InlineData("phone 555-0132", "phone 555-0132")]
    [InlineData("4111 1111 1111 1111", "card 4111 1111 1111 1111")]
    [InlineData("378282246310005", "card 378282246310005")]
    [InlineData("DE89 3704 0044 0532 0130 00", "iban DE89 3704 0044 0532 0130 00")]
    [InlineData("GB82WEST12345698765432.", "iban GB82WEST12345698765432")]
    [InlineData("NO93 8601 1117 947", "iban NO93 8601 1117 947")]
    [InlineData("536-22-8726", "national_id 536-22-8726")]
    [InlineData("912-70-1234", "national_id 912-70-1234")]
    [InlineData("12345678Z", "national_id 12345678Z")]
    [InlineData("12345678-Z", "national_id 12345678-Z")]
    [InlineData("X1234567L", "national_id X1234567L")]
    [InlineData("131052-308T", "national_id 131052-308T")]
    [InlineData("RSSMRA85T10A562S", "national_id RSSMRA85T10A562S")]
    [InlineData("AB 12 34 56 C", "national_id AB 12 34 56 C")]
    [InlineData("811228-9874", "national_id 811228-9874")]
    [InlineData("11010519491231002X", "national_id 11010519491231002X")]
    [InlineData("756.9217.0769.85", "national_id 756.9217.0769.85")]
    [InlineData("S1234567D", "national_id S1234567D")]
    [InlineData("PESEL 44051401359", "national_id 44051401359")]
    [InlineData("my id number is 111222333", "national_id 111222333")]
    [InlineData("203.0.113.77", "ip 203.0.113.77")]
    [InlineData("2001:db8::8a2e:370:7334", "ip 2001:db8::8a2e:370:7334")]
    [InlineData("00-1A-2b-3C-4D-5E", "mac 00-1A-2b-3C-4D-5E")]
    [InlineData("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "crypto 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa")]
    [InlineData("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "crypto bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "crypto 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("https://zed:Qr7kk2@example.com/x", "credentials zed:Qr7kk2")]
    [InlineData("passport no. C01X00T47", "document C01X00T47")]
    [InlineData("driving licence MORGA657054SM9IJ", "document MORGA657054SM9IJ")]
    public void Finds(string text, string expected) =>
        Assert.Equal([expected], LabelledText.Scan(text).Where(found => found.IsCertain).Select(found => $"{found.Kind.Word()} {Value(text, found)}"));

    [Theory]
    [InlineData("")]
    [InlineData("no trigger at all, ünïcödé 你好")]
    [InlineData("@app.route('/x')")]
    [InlineData("X@model.weights")]
    [InlineData("lodash@4.17.21 icon@2x.png user@host zed@.com zed..q@example.com-")]
    [InlineData("git@github.com:zed/repo ssh zed@build.example.com")]
    [InlineData("+1 415 555 013 +999 12345678 +49")]
    [InlineData("4111 1111 1111 1112")]
    [InlineData("4111 1111 1111 111")]
    [InlineData("4000000000000000")]
    [InlineData("DE89 3704 0044 0532 0130 01")]
    [InlineData("DE89 3704 0044 0532 0130 0")]
    [InlineData("ZZ89 3704 0044 0532 0130 00")]
    [InlineData("000-12-3456 666-12-3456 123-00-4567 123-45-0000 078-05-1120 987-65-4321")]
    [InlineData("12345678A X1234567A 131052-308U RSSMRA85T10A562T 811228-9875 110105194912310021 S1234567E")]
    [InlineData("QQ123456C AB123456E BG123456A")]
    [InlineData("123456789 9876543210 1700000000 1700000000000")]
    [InlineData("978-3-16-148410-0 9783161484100 0-306-40615-2")]
    [InlineData("9fceb02d0ae598e95dc970b74767f19372d61af8 550e8400-e29b-41d4-a716-446655440000")]
    [InlineData("1.2.3.4 10.15.7.2 192.168.1.1 127.0.0.1 256.1.1.1 1.2.3.4.5 version 81.0.4044.138")]
    [InlineData("12:30:45 std::vector a::b fe80::1 ::1")]
    [InlineData("00:00:00:00:00:00 FF-FF-FF-FF-FF-FF 43:51:43:a1:b5:fc:8b 00:1A:2B:3C:4D")]
    [InlineData("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb")]
    [InlineData("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5")]
    [InlineData("0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("https://user:password@host.example https://$U:$P@host.example https://host.example:80/@x")]
    [InlineData("passport control in 2023, passport a12345")]
    [InlineData("2024-01-15 15.01.2024 01/15/2024 my phone 2024-01-15")]
    [InlineData("[EMAIL_1] [PHONE_12] [NATIONAL_ID_1] [CARD_1] 1234567")]
    [InlineData("3.14159265358979323846 0.08612345678901 1,234,567,890")]
    [InlineData("2400/200 = <<2400/200=12>>12 phones, 10000-2500 = <<10000-2500=7500>>7500 phones")]
    [InlineData("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16")]
    public void Finds_nothing(string text) => Assert.Equal([], LabelledText.Scan(text).Select(found => $"{found.Kind.Word()} {Value(text, found)}"));

    [Theory]
    [InlineData("44051401359", "PL PESEL")]
    [InlineData("0xde709f2102306220921060314715629080e2fb77", "Ethereum address without checksum")]
    [InlineData("2345 6789 0124", "IN Aadhaar")]
    public void Leaves_for_review(string text, string why) => Assert.Equal([(false, why)], LabelledText.Scan(text).Select(found => (found.IsCertain, found.Why)));

    /// <summary>Put together here, so that no scanner of repositories takes them for live ones.</summary>
    [Theory]
    [InlineData("gh", "p_", 36, "GitHub token")]
    [InlineData("github", "_pat_", 60, "GitHub token")]
    [InlineData("gl", "pat-", 20, "GitLab token")]
    [InlineData("sk", "-ant-api03-", 80, "Anthropic key")]
    [InlineData("sk", "-proj-", 48, "OpenAI key")]
    [InlineData("sk", "-", 48, "OpenAI key")]
    [InlineData("AI", "za", 35, "Google key")]
    [InlineData("xo", "xb-", 40, "Slack token")]
    [InlineData("sk", "_live_", 24, "Stripe key")]
    public void Finds_secrets(string first, string second, int length, string why)
    {
        var body = string.Concat(Enumerable.Range(0, length).Select(i => "aZ3kQ9xLm2Rt7Vb5"[i % 16]));
        var text = $"key={first}{second}{body}.";
        Assert.Equal([(why, $"{first}{second}{body}")], LabelledText.Scan(text).Select(found => (found.Why, Value(text, found))));
        Assert.Empty(LabelledText.Scan($"key={first}{second}{new string('x', length)}."));
        Assert.Empty(LabelledText.Scan($"key={first}{second}aZ3kQ9."));
    }

    [Fact]
    public void Finds_aws_keys_jwt_and_private_keys()
    {
        var aws = "AK" + "IAQZXCVBNMLKJHGF27";
        Assert.Equal(["AWS access key"], LabelledText.Scan($"id {aws}").Select(found => found.Why));
        Assert.Empty(LabelledText.Scan("AK" + "IAIOSFODNN7EXAMPLE"));
        var part = "ey" + "JhbGciOiJIUzI1NiJ9";
        Assert.Equal(["JSON web token"], LabelledText.Scan($"Bearer {part}.{part}.c2lnbmF0dXJlLW9mLWl0").Select(found => found.Why));
        Assert.Empty(LabelledText.Scan($"Bearer {part}.{part}"));
        var pem = "-----BEGIN RSA " + $"PRIVATE KEY-----\n{new string('M', 64)}\n-----END RSA PRIVATE KEY-----";
        Assert.Equal([(0, pem.Length, "private key")], LabelledText.Scan(pem).Select(found => (found.Start, found.Length, found.Why)));
        Assert.Empty(LabelledText.Scan(pem.Replace("RSA PRIVATE", "RSA PUBLIC", StringComparison.Ordinal)));
    }

    [Fact]
    public void Looks_for_the_kinds_it_is_asked_for() =>
        Assert.Equal([PiiKind.Ip], new PiiScanner([PiiKind.Ip]).Scan("zed@example.com 203.0.113.77 4111 1111 1111 1111"u8).Select(found => found.Kind));

    [Fact]
    public void A_key_before_the_text_is_context()
    {
        var scanner = new PiiScanner([.. Enum.GetValues<PiiKind>()]);
        Assert.Equal(["US SSN"], scanner.Scan("536228726"u8, "customer_ssn"u8).Select(found => found.Why));
        Assert.Empty(scanner.Scan("536228726"u8, "customer_no"u8));
    }

    /// <summary>One megabyte of what makes each rule begin and give up; what is not linear takes minutes.</summary>
    [Theory]
    [InlineData("1")]
    [InlineData("a")]
    [InlineData("a1")]
    [InlineData("1 ")]
    [InlineData("123456789 ")]
    [InlineData("ssn 123-45-0000 ")]
    [InlineData("@")]
    [InlineData("a@")]
    [InlineData("a@b.")]
    [InlineData("://a:b@")]
    [InlineData("_")]
    [InlineData("1-")]
    [InlineData("a:1:")]
    [InlineData("1:1-")]
    [InlineData("AKIA")]
    [InlineData("glpat-")]
    [InlineData("eyJ.")]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    [InlineData("-----BEGIN ")]
    [InlineData("DE89 ")]
    [InlineData("(1) ")]
    [InlineData("+1.")]
    [InlineData("phone 电话 1234567 ")]
    public void Is_linear(string piece)
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece, (1 << 20) / piece.Length)));
        var scanner = new PiiScanner([.. Enum.GetValues<PiiKind>()]);
        HangGuard.Run(piece, () => scanner.Scan(text));
    }

    private static string Value(string text, Detection found) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text).AsSpan(found.Start, found.Length));
}
