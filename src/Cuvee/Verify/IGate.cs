namespace Cuvee.Verify;

/// <summary>One question about a dataset, answered from what was written. Stateless.</summary>
internal interface IGate
{
    /// <summary>The word of the contract.</summary>
    string Name { get; }

    /// <summary>False when the recipe does not ask for it: the gate is then off.</summary>
    /// <exception cref="MissingEvidenceException">What would say so cannot be read.</exception>
    bool IsAsked(EmittedDataset dataset) => true;

    /// <summary>Looks at everything and says what it found; a gate that says nothing of a failure or warning has passed.</summary>
    /// <exception cref="MissingEvidenceException">Something it needs cannot be read: the gate has failed.</exception>
    void Check(EmittedDataset dataset, Findings findings);
}
