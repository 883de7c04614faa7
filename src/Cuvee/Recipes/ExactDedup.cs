namespace Cuvee.Recipes;

/// <summary>What makes two records exact duplicates.</summary>
/// <param name="On">The key that is compared.</param>
/// <param name="IgnoresSystem">System turns are left out of the key; only for <see cref="DedupKey.Conversation"/>.</param>
/// <param name="KeepsConflicts">Records of equal key but another answer or label stay.</param>
public sealed record ExactDedup(DedupKey On, bool IgnoresSystem, bool KeepsConflicts);
