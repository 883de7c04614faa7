using System.Globalization;
using System.Text;
using System.Xml;
using Cuvee.Verify;

namespace Cuvee.Report;

/// <summary>
/// What gates say as JUnit XML, as Jenkins and others read it: a suite for each dataset, a case for each gate. A gate that warned has passed and says so in
/// its output; one that is off was skipped. Nothing in it changes from run to run.
/// </summary>
public static class JUnitFile
{
    public static void Write(Stream target, VerificationResult result)
    {
        var settings = new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), NewLineChars = "\n", CheckCharacters = false };
        using var xml = XmlWriter.Create(target, settings);
        var gates = result.Datasets.SelectMany(dataset => dataset.Gates).ToList();
        var problems = result.SummaryProblems;
        xml.WriteStartElement("testsuites");
        xml.WriteAttributeString("name", "cuvee verify");
        WriteCount(xml, "tests", gates.Count + (problems.IsEmpty ? 0 : 1));
        WriteCount(xml, "failures", gates.Count(gate => gate.Status == GateStatus.Failed) + (problems.IsEmpty ? 0 : 1));
        WriteCount(xml, "errors", 0);
        foreach (var dataset in result.Datasets) Write(xml, dataset);
        if (!problems.IsEmpty) WriteSummary(xml, problems);
        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, VerifiedDataset dataset)
    {
        BeginSuite(xml, dataset.Name, dataset.Gates.Length, dataset.Gates.Count(gate => gate.Status == GateStatus.Failed), dataset.Gates.Count(gate => gate.Status == GateStatus.Off));
        foreach (var gate in dataset.Gates)
        {
            BeginCase(xml, gate.Name, dataset.Name);
            if (gate.Status == GateStatus.Off) WriteSkipped(xml, gate);
            if (gate.Status == GateStatus.Failed) WriteFailure(xml, gate.Message, gate.Offenders, gate.OffenderCount);
            if (gate.Status is GateStatus.Passed or GateStatus.Warned) xml.WriteElementString("system-out", Clean($"{GatesFile.Word(gate.Status)}: {gate.Message}{Listed(gate.Offenders, gate.OffenderCount)}"));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteSummary(XmlWriter xml, IReadOnlyCollection<string> problems)
    {
        BeginSuite(xml, "summary.json", 1, 1, 0);
        BeginCase(xml, "summary", "summary.json");
        WriteFailure(xml, $"{problems.Count:N0} statements of summary.json are not so", problems, problems.Count);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void BeginSuite(XmlWriter xml, string name, int tests, int failures, int skipped)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", Clean(name));
        WriteCount(xml, "tests", tests);
        WriteCount(xml, "failures", failures);
        WriteCount(xml, "errors", 0);
        WriteCount(xml, "skipped", skipped);
    }

    private static void BeginCase(XmlWriter xml, string gate, string dataset)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("name", gate);
        xml.WriteAttributeString("classname", Clean($"cuvee.{dataset}"));
    }

    private static void WriteSkipped(XmlWriter xml, GateResult gate)
    {
        xml.WriteStartElement("skipped");
        xml.WriteAttributeString("message", Clean(gate.Message));
        xml.WriteEndElement();
    }

    private static void WriteFailure(XmlWriter xml, string message, IReadOnlyCollection<string> offenders, long count)
    {
        xml.WriteStartElement("failure");
        xml.WriteAttributeString("message", Clean(message));
        xml.WriteAttributeString("type", "gate");
        xml.WriteString(Clean($"{message}{Listed(offenders, count)}"));
        xml.WriteEndElement();
    }

    private static string Listed(IReadOnlyCollection<string> offenders, long count) =>
        string.Concat(offenders.Select(offender => $"\n{offender}")) + (count > offenders.Count ? $"\nand {count - offenders.Count:N0} more" : string.Empty);

    private static void WriteCount(XmlWriter xml, string name, int count) => xml.WriteAttributeString(name, count.ToString(CultureInfo.InvariantCulture));

    /// <summary>XML 1.0 has no way to write some characters: they become U+FFFD.</summary>
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) clean.Append(rune.Value >= 0x20 && rune.Value is not (0xFFFE or 0xFFFF) || rune.Value is '\t' or '\n' or '\r' ? rune.ToString() : "\uFFFD");
        return clean.ToString();
    }
}
