namespace Cuvee.FastText;

/// <summary>How a model turns a text's vector into probabilities; the numbers are those of the file.</summary>
internal enum FastTextLoss
{
    /// <summary>Labels are leaves of a Huffman tree, each inner node a decision.</summary>
    HierarchicalSoftmax = 1,

    /// <summary>Each label decided by itself, trained against sampled others.</summary>
    NegativeSampling = 2,

    /// <summary>Probabilities over all labels that sum to 1.</summary>
    Softmax = 3,

    /// <summary>Each label decided by itself.</summary>
    OneVersusAll = 4,
}
