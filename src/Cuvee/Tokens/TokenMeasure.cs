using Cuvee.Model;

namespace Cuvee.Tokens;

/// <summary>A tokenizer with a template: what tells how many tokens a record has. One instance serves every worker, each with a counter of its own.</summary>
public sealed class TokenMeasure : IDisposable
{
    private readonly ThreadLocal<RecordCounter> _counters;

    internal TokenMeasure(Tokenizer tokenizer, ChatTemplate template, string templateName)
    {
        (Tokenizer, TemplateName, TemplateSha256) = (tokenizer, templateName, (template as JinjaTemplate)?.Sha256);
        _counters = new ThreadLocal<RecordCounter>(() => new RecordCounter(tokenizer, template));
    }

    /// <summary>What makes the tokens.</summary>
    public Tokenizer Tokenizer { get; }

    /// <summary>What makes one text of a conversation: a name, or the last segment of a path.</summary>
    public string TemplateName { get; }

    /// <summary>SHA-256 of the template's text; null where it comes with the program.</summary>
    public string? TemplateSha256 { get; }

    /// <summary>Reads a tokenizer and a template.</summary>
    /// <param name="tokenizer">As for <see cref="Tokenizer.Load"/>.</param>
    /// <param name="folder">Where relative paths start.</param>
    /// <param name="pattern">As for <see cref="Tokenizer.Load"/>.</param>
    /// <param name="template">A name, or the path of a <c>tokenizer_config.json</c> or a Jinja template.</param>
    /// <exception cref="CuveeException">One of them is missing or asks for what is not supported.</exception>
    public static TokenMeasure Load(string tokenizer, string folder, string? pattern = null, string template = "plain") =>
        new(Tokenizer.Load(tokenizer, folder, pattern), ChatTemplate.Load(template, folder), Path.GetFileName(template));

    /// <summary>Tokens of a record: of the longer of its two conversations where it is a preference; -1 where the template refuses it.</summary>
    public long Count(Record record) => _counters.Value!.Count(record);

    /// <summary>Whether a record has more tokens than a limit; texts with fewer bytes than that are not looked at. -1 tokens where the template refuses it.</summary>
    /// <param name="record">The record.</param>
    /// <param name="limit">The most it may have.</param>
    /// <param name="tokens">How many it has; only counted where it is over the limit or could not be known without counting.</param>
    public bool Exceeds(Record record, long limit, out long tokens) => _counters.Value!.Exceeds(record, limit, out tokens);

    /// <summary>Lets the counters go.</summary>
    public void Dispose() => _counters.Dispose();
}
