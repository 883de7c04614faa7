using Cuvee.Recipes;

namespace Cuvee.Tests.Recipes;

public sealed class ResolvedRecipeTests
{
    [Fact]
    public void HoldsEveryDefault() => Assert.Equal(
        """
        {
          "name": "small",
          "seed": 42,
          "sources": {
            "pool": {
              "files": [
                "*.jsonl"
              ],
              "tags": {
                "family": "pool"
              },
              "format": "auto",
              "map": {},
              "score": {
                "field": [
                  "quality_score",
                  "_metadata.quality_score",
                  "metadata.quality_score"
                ],
                "from": [
                  0,
                  1
                ]
              },
              "filters": [],
              "encoding": "auto",
              "on_damage": "fail"
            }
          },
          "normalize": {},
          "filters": [],
          "dedup": {
            "keep": "first"
          },
          "datasets": {
            "small": {
              "from": [
                "pool"
              ],
              "caps": {},
              "split": {
                "train": 1,
                "holdout": [],
                "touching": "follow",
                "together": [
                  "prompt",
                  {
                    "near_duplicates": {
                      "similarity": 0.8,
                      "n": 5,
                      "on": "conversation"
                    }
                  }
                ],
                "sizes": "rank"
              },
              "order": "shuffled",
              "output": {
                "format": "messages",
                "files": "jsonl",
                "metadata": "none",
                "shard": 1000000000,
                "compiled": false,
                "key": "messages",
                "allow": []
              },
              "gates": {
                "quarantine": {
                  "warn": 0.01
                }
              }
            }
          }
        }

        """,
        ResolvedRecipe.Json(RecipeReader.Parse("sources: { pool: { files: /abs/olute/*.jsonl } }", "/home/someone/small.yaml")));

    [Fact]
    public void IsARecipeThatResolvesToItself()
    {
        var json = ResolvedRecipe.Json(RecipeReader.Parse(RecipeReaderTests.Full, "r.yaml"));
        Assert.Equal(json, ResolvedRecipe.Json(RecipeReader.Parse(json, "elsewhere/other.json")));
    }

    [Theory]
    [InlineData("# comment\nsources:\n  a:\n    files:\n    - x\nseed: 42", true)]
    [InlineData("sources: { a: { files: x, filters: [] } }", true)]
    [InlineData("sources: { a: { files: y } }", false)]
    [InlineData("sources: { a: { files: x } }\nseed: 43", false)]
    [InlineData("sources: { a: { files: x, filters: [no_tools] } }", false)]
    public void TheDigestFollowsTheMeaning(string yaml, bool isSame)
    {
        var digest = ResolvedRecipe.Sha256(RecipeReader.Parse("sources: { a: { files: [x] } }", "r.yaml"));
        Assert.Matches("^[0-9a-f]{64}$", digest);
        Assert.Equal(isSame, digest == ResolvedRecipe.Sha256(RecipeReader.Parse(yaml, "else/r.yaml")));
    }
}
