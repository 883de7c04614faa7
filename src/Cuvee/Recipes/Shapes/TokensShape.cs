namespace Cuvee.Recipes;

/// <summary>The part of the recipe's shape that says how tokens are counted.</summary>
internal static class TokensShape
{
    public static readonly ObjectShape Tokens = new(
    [
        new(
            "tokenizer",
            ScalarShape.Text,
            "`cl100k_base`, `o200k_base`, or the path of a `.tiktoken` file or a Hugging Face `tokenizer.json`.",
            "o200k_base") { IsRequired = true },
        new(
            "pattern",
            ScalarShape.Text,
            "How a `.tiktoken` file's texts are cut into words: `cl100k`, `o200k`, `gpt2`, or a regular expression.",
            "cl100k") { DefaultWords = "none; such a file needs one" },
        new(
            "template",
            ScalarShape.Text,
            "How a conversation becomes a text: `plain`, `chatml`, `llama3`, `mistral`, `gemma`, or the path of a `tokenizer_config.json` or a Jinja template.",
            "chatml") { Default = "plain" },
        new(
            "ledger",
            ScalarShape.Boolean,
            "Counts every record that passes the filters, for ledger and manifest. Without it a `tokens` filter passes a text with few enough bytes uncounted.",
            "false") { Default = "true" },
    ]);
}
