namespace Cuvee.Cli;

/// <summary>Colours for words, or none.</summary>
/// <param name="isColoured">Whether the output is a terminal that wants colours.</param>
internal sealed class Style(bool isColoured)
{
    public bool IsColoured => isColoured;

    public string Bold(string text) => Wrap(text, "1");

    public string Dim(string text) => Wrap(text, "2");

    public string Red(string text) => Wrap(text, "31");

    public string Green(string text) => Wrap(text, "32");

    public string Yellow(string text) => Wrap(text, "33");

    public string Cyan(string text) => Wrap(text, "36");

    private string Wrap(string text, string code) => isColoured ? $"\e[{code}m{text}\e[0m" : text;
}
