namespace Cuvee.Ingest;

/// <summary>What a file was taken for, and why.</summary>
/// <param name="Kind">The kind of container.</param>
/// <param name="Container">What splits it; null for an empty file and for Parquet.</param>
/// <param name="Confidence">From 0 to 1: 1 where content and name agree or a magic number decides, 0.9 on content alone, 0.6 on the name alone, 0.5 for
/// the last resort.</param>
/// <param name="Evidence">A short clause for people.</param>
public sealed record Detection(ContainerKind Kind, IContainer? Container, double Confidence, string Evidence);
