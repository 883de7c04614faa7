using Cuvee.Engine;
using Cuvee.Recipes;
using Cuvee.Report;

var recipe = RecipeReader.Read(args[1]);
var result = Build.Run(recipe, new BuildOptions { Out = args.Length > 2 ? args[2] : null, Threads = int.Parse(Environment.GetEnvironmentVariable("T") ?? "2", System.Globalization.CultureInfo.InvariantCulture) });
using var output = Console.OpenStandardOutput();
SummaryFile.Write(output, recipe, result);
return result.Passed ? 0 : 1;
