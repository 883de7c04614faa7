using Cuvee.Model;
using Cuvee.Recipes;
using Cuvee.Texts;

namespace Cuvee.Filter;

/// <summary>Drops records in which the assistant talks about being a model.</summary>
public sealed class BoilerplateFilter : MeasuringFilter
{
    public static readonly FilterOperator Operator = new()
    {
        Name = "boilerplate",
        Version = 1,
        Summary = "Drops records in which the assistant says stock phrases about itself: \"as an AI language model\", \"my knowledge cutoff\", in English, German, "
            + "French, Spanish, Portuguese, Italian, Russian and Chinese.",
        Example = "boilerplate",
        Parameters = [TextChoice.AssistantParameter],
        Reasons = [new("boilerplate", "the assistant speaks about being a model")],
        Create = arguments => new BoilerplateFilter(TextChoice.Of(arguments)),
    };

    // Said in the first person, or with words that only a model says of itself: an answer about language models is no boilerplate
    private static readonly Phrases Stock = new(
        "as (an ai|an artificial intelligence|an ai language|a language|a large language|an ai text) (model|assistant|chatbot) (i|i'm|i've|my|developed by|created by|trained by|and)",
        "as an ai (i|i'm|my)",
        "(i'm|i am) (just|only|merely|) (an ai|an artificial intelligence|a language|a large language|an ai language) (model|assistant|chatbot|and|so|developed by|created by|trained by)",
        "(my|of my) (knowledge|training data) (cutoff|cut off|only goes up to|is current up to)",
        "as of my (last|latest|most recent) (knowledge|training) (update|cutoff|cut off)",
        "i (do not|don't) have (personal|any personal) (opinions|opinion|beliefs|preferences|feelings|emotions|experiences|experience)",
        "i (do not|don't) have (feelings|emotions|consciousness|a physical body) (or|and|like|as|so|but)",
        "(i do not|i don't|i can't|i cannot) (have access to|browse|access) (real time|the internet|current events)",
        "(als ki|als ein ki|als künstliche intelligenz) (sprachmodell|modell|assistent|) (kann ich|habe ich|bin ich)",
        "en tant (qu'ia|que modèle de langage|qu'assistant virtuel|qu'intelligence artificielle)",
        "como (modelo de lenguaje|un modelo de lenguaje|modelo de linguagem|um modelo de linguagem|inteligencia artificial|uma inteligência artificial|una inteligencia artificial)",
        "(in quanto|come) (modello linguistico|intelligenza artificiale|ia) (non|sono|io)",
        "как (языковая модель|искусственный интеллект|модель искусственного интеллекта) я",
        "(作为一个|作为一名|作为|我是一个|我只是一个) (人工智能|ai|大型) (语言模型|助手|模型|语言)");

    [ThreadStatic]
    private static Words? s_words;

    private readonly TextChoice _choice;

    private BoilerplateFilter(TextChoice choice)
        : base([new("stock phrases", "boilerplate", Maximum: 0)]) => _choice = choice;

    public override void Measure(Record record, Span<double> values)
    {
        var words = s_words ??= new();
        var count = 0;
        foreach (var turn in _choice.Turns(record))
        {
            if (turn.Role != Role.Assistant) continue;
            words.Clear();
            words.Add(turn.Text.Span);
            count += Stock.Count(words.Hashes);
        }

        values[0] = count;
    }
}
