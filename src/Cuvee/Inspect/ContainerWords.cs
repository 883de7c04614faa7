using Cuvee.Ingest;

namespace Cuvee.Inspect;

/// <summary>What people call the containers.</summary>
public static class ContainerWords
{
    public static string Of(ContainerKind kind) => kind switch
    {
        ContainerKind.JsonLines => "jsonl",
        ContainerKind.JsonValues => "json",
        ContainerKind.Csv => "csv",
        ContainerKind.TextLines => "text",
        ContainerKind.Parquet => "parquet",
        _ => "empty",
    };
}
