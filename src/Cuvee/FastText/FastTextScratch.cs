namespace Cuvee.FastText;

/// <summary>Room for the numbers between a text and its labels, kept by each thread and filled again.</summary>
internal sealed class FastTextScratch
{
    private float[] _vector = [];
    private float[] _output = [];
    private (int, float)[] _nodes = [];
    private LabelPrediction[] _ranking = [];

    /// <summary>The vector of a text.</summary>
    public Span<float> Vector(int length) => Room(ref _vector, length);

    /// <summary>A number for each label.</summary>
    public Span<float> Output(int length) => Room(ref _output, length);

    /// <summary>Nodes of a tree that wait, each with the score of the way there.</summary>
    public Span<(int Node, float Score)> Nodes(int length) => Room(ref _nodes, length);

    /// <summary>Room for a ranking of so many labels.</summary>
    public Span<LabelPrediction> Ranking(int length) => Room(ref _ranking, length + 1);

    private static Span<T> Room<T>(ref T[] room, int length)
    {
        if (room.Length < length) room = new T[length];
        return room.AsSpan(0, length);
    }
}
