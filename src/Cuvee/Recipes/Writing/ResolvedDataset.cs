using System.Text.Json;
using Cuvee.Json;

namespace Cuvee.Recipes;

/// <summary>Writes a dataset as it stands in a resolved recipe.</summary>
internal static class ResolvedDataset
{
    public static void Write(Utf8JsonWriter json, Dataset dataset)
    {
        json.WriteStartObject();
        json.WriteStrings("from", dataset.From);
        if (dataset.Mix is { } mix)
        {
            Write(json, mix);
        }

        ResolvedRecipe.WriteObject(json, "caps", dataset.Caps, cap => cap.Tag, (json, cap) => ResolvedRecipe.WriteNumber(json, cap.Share));
        Write(json, dataset.Split);
        json.WriteString("order", dataset.Order switch
        {
            OrderRule.Shuffled => "shuffled",
            OrderRule.Source => "source",
            _ => "interleaved",
        });
        Write(json, dataset.Output);
        Write(json, dataset.Gates);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, MixRule mix)
    {
        json.WriteStartObject("mix");
        json.WriteString("by", mix.By);
        ResolvedRecipe.WriteObject(json, "shares", mix.Shares, share => share.Value, (json, share) =>
        {
            if (mix.IsPercent)
            {
                json.WriteStringValue($"{Numbers.Text(share.Part * 100)}%");
            }
            else
            {
                ResolvedRecipe.WriteNumber(json, share.Part);
            }
        });
        json.WriteString("unit", mix.Unit == MixUnit.Tokens ? "tokens" : "records");
        if (mix.Anchor is { } anchor)
        {
            json.WriteString("anchor", anchor);
        }

        if (mix.Total is { } total)
        {
            json.WriteNumber("total", total);
        }

        if (mix.Anchor is not null || mix.Total is not null)
        {
            WriteShortage(json, mix);
        }

        json.WriteEndObject();
    }

    private static void WriteShortage(Utf8JsonWriter json, MixRule mix)
    {
        if (mix.Shortage == ShortageRule.Repeat)
        {
            json.WriteStartObject("shortage");
            json.WriteStartObject("repeat");
            json.WriteNumber("max", mix.MaxRepeat);
            json.WriteEndObject();
            json.WriteEndObject();
            return;
        }

        json.WriteString("shortage", mix.Shortage switch
        {
            ShortageRule.Fail => "fail",
            ShortageRule.Accept => "accept",
            _ => "shrink",
        });
    }

    private static void Write(Utf8JsonWriter json, SplitRule split)
    {
        json.WriteStartObject("split");
        foreach (var part in split.Parts)
        {
            json.WritePropertyName(part.Name);
            ResolvedRecipe.WriteNumber(json, part.Part);
        }

        json.WriteObjects("holdout", split.Holdouts, holdout =>
        {
            json.WriteStrings(holdout.Tag, holdout.Values);
            json.WriteString("to", holdout.To);
        });
        json.WriteString("touching", split.DropsTouching ? "drop" : "follow");
        Write(json, split.Together);
        json.WriteString("sizes", split.IsExact ? "exact" : "rank");
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Together together)
    {
        json.WriteStartArray("together");
        if (together.Prompt) json.WriteStringValue("prompt");
        if (together.Near is { } near)
        {
            json.WriteStartObject();
            json.WriteStartObject("near_duplicates");
            ResolvedRecipe.Write(json, near);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        foreach (var field in together.Fields) json.WriteStringValue(field);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Output output)
    {
        json.WriteStartObject("output");
        json.WriteString("format", output.Format);
        json.WriteString("files", output.Files);
        if (output.Metadata.Renames.IsEmpty)
        {
            json.WriteString("metadata", output.Metadata.IsFull ? "full" : "none");
        }
        else
        {
            var renames = output.Metadata.Renames;
            ResolvedRecipe.WriteObject(json, "metadata", renames, field => field.EmittedName, (json, field) => json.WriteStringValue(field.Field));
        }

        json.WriteNumber("shard", output.ShardBytes);
        json.WriteBoolean("compiled", output.IsCompiled);
        if (output.Format == "messages")
        {
            json.WriteString("key", output.Key);
        }

        if (output.Format == "prompt_completion")
        {
            json.WriteString("style", output.Style);
        }

        json.WriteStrings("allow", output.Allow);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Gates gates)
    {
        json.WriteStartObject("gates");
        if (gates.Coverage is { } coverage)
        {
            json.WriteStartObject("coverage");
            json.WriteString("partial", coverage.WarnsOnPartial ? "warn" : "fail");
            foreach (var family in coverage.Families)
            {
                json.WriteNumber(family.Family, family.Minimum);
            }

            json.WriteEndObject();
        }

        if (!gates.Balance.IsEmpty)
        {
            ResolvedRecipe.WriteObject(json, "balance", gates.Balance, gate => gate.Tag, (json, gate) => Write(json, gate.Largest));
        }

        if (gates.Labels is { } labels)
        {
            json.WriteStartObject("labels");
            json.WriteString("level", labels.FailsDataset ? "fail" : "warn");
            WriteOptional(json, "ratio", labels.MaxRatio);
            WriteOptional(json, "run", labels.MaxRun);
            json.WriteEndObject();
        }

        if (gates.Clusters is { } clusters)
        {
            json.WritePropertyName("clusters");
            Write(json, clusters);
        }

        if (gates.Pii is { } pii)
        {
            json.WritePropertyName("pii");
            Write(json, pii);
        }

        json.WritePropertyName("quarantine");
        Write(json, gates.Quarantine);
        ResolvedGates.Write(json, gates);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Threshold threshold)
    {
        json.WriteStartObject();
        WriteOptional(json, "warn", threshold.Warn);
        WriteOptional(json, "error", threshold.Error);
        json.WriteEndObject();
    }

    internal static void WriteOptional(Utf8JsonWriter json, string key, decimal? number)
    {
        if (number is { } value)
        {
            json.WritePropertyName(key);
            ResolvedRecipe.WriteNumber(json, value);
        }
    }
}
