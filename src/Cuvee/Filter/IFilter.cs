using Cuvee.Model;

namespace Cuvee.Filter;

/// <summary>May drop a record, may not edit it. Stateless, so one instance serves every worker.</summary>
public interface IFilter
{
    Verdict Judge(Record record);
}
