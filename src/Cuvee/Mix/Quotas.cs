using System.Collections.Immutable;
using Cuvee.Model;

namespace Cuvee.Mix;

/// <summary>Turns shares and available counts into a quota for each value, in exact arithmetic.</summary>
public static class Quotas
{
    /// <summary>
    /// One quota for each value, in their order. An infeasible mix is a <see cref="CuveeException"/> that names the binding values and the
    /// largest total that keeps the shares. The exact achieved share of a value is its lines over the sum of all lines.
    /// </summary>
    public static ImmutableArray<MixQuota> Compute(MixRequest request)
    {
        var values = request.Values;
        var shares = new Shares(values.Select(value => value.Share).ToArray());
        var available = values.Select(value => value.Available).ToArray();
        if (request.Anchor is int anchor)
        {
            return WithAnchor(request, shares, available, anchor);
        }

        if (request.Total is long total)
        {
            return WithTotal(request, shares, available, total);
        }

        return Filled(request, shares.Apportion(Largest(request, shares, available, long.MaxValue)));
    }

    private static ImmutableArray<MixQuota> WithAnchor(MixRequest request, Shares shares, long[] available, int anchor)
    {
        if (available[anchor] == 0)
        {
            throw new CuveeException($"{request.Where}: the anchor {request.Values[anchor].Name} has nothing to keep; choose another anchor or a total");
        }

        var shortage = request.Shortage ?? Shortage.Fail;
        if (shortage == Shortage.Shrink)
        {
            throw new CuveeException($"{request.Where}: all of the anchor is kept, so nothing can shrink; use a total, or shortage fail, accept or repeat");
        }

        return Settle(request, shares, available, shares.Against(anchor, available[anchor]), shortage);
    }

    private static ImmutableArray<MixQuota> WithTotal(MixRequest request, Shares shares, long[] available, long total)
    {
        var asked = shares.Apportion(total);
        var shortage = request.Shortage ?? Shortage.Shrink;
        return shortage == Shortage.Shrink && !Shares.Fits(asked, available)
            ? Filled(request, shares.Apportion(Largest(request, shares, available, total)))
            : Settle(request, shares, available, asked, shortage);
    }

    /// <summary>A value with nothing at all would round the total down to a handful that only looks like its shares, so it is an error.</summary>
    private static long Largest(MixRequest request, Shares shares, long[] available, long atMost)
    {
        if (available.Contains(0))
        {
            throw new CuveeException($"{request.Where}: {Missing(request)}");
        }

        return shares.LargestWithin(available, atMost);
    }

    private static ImmutableArray<MixQuota> Settle(MixRequest request, Shares shares, long[] available, long[] asked, Shortage shortage)
    {
        var emittable = shortage == Shortage.Repeat
            ? Array.ConvertAll(available, count => (long)Int128.Min((Int128)count * request.MaxCopies, long.MaxValue))
            : available;
        if (shortage != Shortage.Accept && !Shares.Fits(asked, emittable))
        {
            throw new CuveeException($"{request.Where}: {Explain(request, shares, emittable, asked, shortage)}");
        }

        return Filled(request, asked, emittable);
    }

    private static ImmutableArray<MixQuota> Filled(MixRequest request, long[] asked, long[]? emittable = null)
    {
        var quotas = ImmutableArray.CreateBuilder<MixQuota>(asked.Length);
        for (var i = 0; i < asked.Length; i++)
        {
            var value = request.Values[i];
            quotas.Add(new MixQuota(value.Name, asked[i], Math.Min(asked[i], value.Available), Math.Min(asked[i], emittable?[i] ?? value.Available)));
        }

        return quotas.MoveToImmutable();
    }

    private static string Explain(MixRequest request, Shares shares, long[] emittable, long[] asked, Shortage shortage)
    {
        var scarce = Enumerable.Range(0, asked.Length).Where(i => asked[i] > emittable[i])
            .OrderBy(i => (decimal)emittable[i] / asked[i])
            .ToArray();
        var facts = string.Join(" and ", scarce.Select(i => $"{Has(request, shortage, i)}, {asked[i]:N0} are asked"));
        if (emittable.Contains(0))
        {
            return $"{facts}; {Missing(request)}";
        }

        var total = shares.LargestWithin(emittable, request.Total ?? long.MaxValue);
        var parts = shares.Apportion(total);
        var best = string.Join(", ", request.Values.Select((value, i) => $"{value.Name} {parts[i]:N0}"));
        var others = (request.Anchor is null, shortage == Shortage.Repeat) switch
        {
            (true, true) => "shrink or accept",
            (true, false) => "shrink, accept or repeat",
            (false, true) => "accept",
            (false, false) => "accept or repeat",
        };
        return $"{facts}: the largest total that keeps the shares is {total:N0} ({best}); {(shortage == Shortage.Repeat ? "raise max, " : "")}"
            + $"ask for that total{(request.Anchor is null ? "" : " instead of the anchor")}, or use shortage {others}";
    }

    private static string Has(MixRequest request, Shortage shortage, int i)
    {
        var value = request.Values[i];
        var records = $"{value.Name} has {value.Available:N0} {request.Unit}{(value.Available == 1 ? "" : "s")}";
        return shortage == Shortage.Repeat ? $"{records} to emit at most {request.MaxCopies:N0} times each" : records;
    }

    private static string Missing(MixRequest request)
    {
        var names = request.Values.Where(value => value.Available == 0).Select(value => value.Name).ToArray();
        return $"{string.Join(" and ", names)} {(names.Length == 1 ? "has" : "have")} no {request.Unit}s, so no total keeps the shares; "
            + $"add records or take {(names.Length == 1 ? "it" : "them")} out of the shares";
    }
}
