using System.Collections.Immutable;
using System.Numerics;
using Cuvee.Engine;
using Cuvee.Mix;
using Cuvee.Model;

namespace Cuvee.Split;

/// <summary>
/// Gives each component as a whole to one part. Holdouts come first: a component with a held-out record goes to that record's part. The others are decided by
/// their smallest rank. That rank is remixed before it is compared, because the smallest of many ranks is small: compared as it is, two records that
/// belong together would land in a first part of 90 % in 99 cases of 100.
/// </summary>
public sealed class SplitAssigner
{
    private const int Free = -2;

    private readonly SplitRequest _request;
    private readonly Shares _shares;
    private readonly int[] _componentOf;
    private readonly int[] _sizes;
    private readonly ulong[] _deciders;
    private readonly int[] _parts;

    private SplitAssigner(SplitRequest request, ReadOnlySpan<ulong> ranks, Components components)
    {
        _request = request;
        _shares = new Shares(request.Parts.Select(part => part.Size).ToArray());
        _componentOf = components.Representatives();
        _sizes = new int[ranks.Length];
        _deciders = new ulong[ranks.Length];
        _parts = new int[ranks.Length];
        Array.Fill(_deciders, ulong.MaxValue);
        Array.Fill(_parts, Free);
        for (var i = 0; i < ranks.Length; i++)
        {
            var component = _componentOf[i];
            _sizes[component]++;
            _deciders[component] = Math.Min(_deciders[component], ranks[i]);
        }

        for (var i = 0; i < ranks.Length; i++)
        {
            _deciders[i] = Rank.Remix(_deciders[i]);
        }
    }

    /// <summary>Assigns every record. Some twenty bytes a record beside the result.</summary>
    /// <param name="request">Parts and policies.</param>
    /// <param name="ranks">One rank a record, for the purpose of splitting.</param>
    /// <param name="components">Which records belong together.</param>
    /// <param name="holdouts">For each record the index of the part it is held out to, or -1; empty when nothing is held out.</param>
    /// <exception cref="CuveeException">A component has holdouts to different parts.</exception>
    public static SplitResult Assign(SplitRequest request, ReadOnlySpan<ulong> ranks, Components components, ReadOnlySpan<int> holdouts)
    {
        var assigner = new SplitAssigner(request, ranks, components);
        assigner.AssignHoldouts(holdouts);
        var isFree = Array.ConvertAll(assigner._parts, part => part == Free);
        if (request.Sizes == SplitSizes.Exact)
        {
            assigner.AssignByCount();
        }
        else
        {
            assigner.AssignByRank();
        }

        return assigner.Result(isFree, holdouts);
    }

    private void AssignHoldouts(ReadOnlySpan<int> holdouts)
    {
        var firstHoldout = new Dictionary<int, int>();
        for (var i = 0; i < holdouts.Length; i++)
        {
            if (holdouts[i] < 0)
            {
                continue;
            }

            var component = _componentOf[i];
            if (firstHoldout.TryAdd(component, i))
            {
                _parts[component] = holdouts[i];
            }
            else if (_parts[component] != holdouts[i])
            {
                var first = firstHoldout[component];
                throw new CuveeException(
                    $"{_request.Where}: {_request.Describe(first)} and {_request.Describe(i)} belong together, but one is held out to {_request.Parts[holdouts[first]].Name} "
                    + $"and the other to {_request.Parts[holdouts[i]].Name}; hold both out to one split");
            }
        }
    }

    /// <summary>The first part whose cumulative share of 2^64 lies above the component's number.</summary>
    private void AssignByRank()
    {
        var bounds = new UInt128[_shares.Count];
        var cumulative = BigInteger.Zero;
        for (var part = 0; part < bounds.Length; part++)
        {
            cumulative += _shares.Weights[part];
            // Rounded up: an integer lies below a fraction exactly when it lies below the next integer.
            bounds[part] = (UInt128)(((cumulative << 64) + _shares.Sum - 1) / _shares.Sum);
        }

        for (var component = 0; component < _parts.Length; component++)
        {
            if (_sizes[component] > 0 && _parts[component] == Free)
            {
                _parts[component] = Array.FindIndex(bounds, bound => _deciders[component] < bound);
            }
        }
    }

    /// <summary>
    /// Free components in the order of their numbers, cut where the count of records comes nearest to the cumulative exact size (the earlier cut of two
    /// equally near ones). The exact sizes are the largest-remainder apportionment of the free records.
    /// </summary>
    private void AssignByCount()
    {
        var free = Enumerable.Range(0, _parts.Length).Where(component => _sizes[component] > 0 && _parts[component] == Free).ToArray();
        Rank.Order(free, _deciders);
        var exact = _shares.Apportion(free.Sum(component => (long)_sizes[component]));
        var next = 0;
        long count = 0, target = 0;
        for (var part = 0; part < exact.Length; part++)
        {
            target += exact[part];
            while (next < free.Length && target - count > count + _sizes[free[next]] - target)
            {
                count += _sizes[free[next]];
                _parts[free[next++]] = part;
            }
        }
    }

    private SplitResult Result(bool[] isFree, ReadOnlySpan<int> holdouts)
    {
        var freeRecords = new long[_shares.Count];
        var heldOut = new long[_shares.Count];
        long components = 0, records = 0, squares = 0;
        for (var component = 0; component < _parts.Length; component++)
        {
            var size = _sizes[component];
            if (size == 0)
            {
                continue;
            }

            if (isFree[component])
            {
                components++;
                records += size;
                squares += (long)size * size;
                freeRecords[_parts[component]] += size;
            }
        }

        var partOf = Array.ConvertAll(_componentOf, component => _parts[component]);
        for (var i = 0; i < partOf.Length; i++)
        {
            if (isFree[_componentOf[i]]) continue;
            if (_request.DropsTouching && holdouts[i] < 0) partOf[i] = SplitResult.Dropped;
            else heldOut[partOf[i]]++;
        }

        var counts = _request.Parts.Select((part, i) => new SplitCount(part.Name, freeRecords[i], heldOut[i])).ToImmutableArray();
        return new SplitResult(partOf, _componentOf, counts, components, records, squares);
    }
}
