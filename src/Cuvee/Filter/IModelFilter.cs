using Cuvee.FastText;

namespace Cuvee.Filter;

/// <summary>A filter that judges by a model. It is made without one, from the recipe alone, and can judge once it was given it.</summary>
internal interface IModelFilter : IFilter
{
    /// <summary>The model's file, relative to the recipe.</summary>
    string ModelFile { get; }

    /// <summary>The same filter with the model.</summary>
    /// <exception cref="Cuvee.Model.CuveeException">The model lacks a label that the filter names (what; what to do).</exception>
    IModelFilter With(FastTextModel model);
}
