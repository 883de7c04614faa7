using System.Diagnostics;
using System.Net;
using System.Text.Json;

namespace Cuvee.Tests.Report;

/// <summary>The page as Chromium lays it out: a page around it looks into frames of three widths.</summary>
public sealed class ReportInBrowserTests
{
    private const string Chromium = "/usr/bin/chromium";

    private static readonly int[] Widths = [360, 768, 1280];

    /// <summary>For each frame what does not fit, what cannot be read, and what the structure lacks.</summary>
    private const string Look =
        """
        const luminance = c => { const f = v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; return 0.2126 * f(c[0]) + 0.7152 * f(c[1]) + 0.0722 * f(c[2]); };
        const colour = text => (text.match(/[\d.]+/g) || []).map(Number);
        const paper = (view, node) => { for (; node; node = node.parentElement) { const c = colour(view.getComputedStyle(node).backgroundColor); if (c.length === 3 || c[3] > 0) return c; } return [255, 255, 255]; };
        const contrast = (view, node) => { const a = luminance(colour(view.getComputedStyle(node).color)), b = luminance(paper(view, node)); return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05); };
        addEventListener('load', () => {
          document.title = JSON.stringify([...document.querySelectorAll('iframe')].map(frame => {
            const inner = frame.contentDocument, view = frame.contentWindow, root = inner.documentElement;
            const read = [...inner.querySelectorAll('p,li,th,td,dd,dt,h1,h2,h3,a,summary,b,code,small')].filter(node => node.textContent.trim());
            return {
              width: frame.clientWidth,
              overflow: root.scrollWidth - root.clientWidth,
              pale: read.filter(node => contrast(view, node) < 4.5).map(node => node.outerHTML.slice(0, 80)),
              scripts: inner.scripts.length,
              images: inner.images.length,
              headings: [...inner.querySelectorAll('h1,h2,h3')].map(node => node.tagName).filter(name => name !== 'H3').join(' '),
              unnamed: [...inner.querySelectorAll('section,[role=img],[role=region],nav')].filter(node => !node.getAttribute('aria-label') && !node.getAttribute('aria-labelledby')).length,
              paper: view.getComputedStyle(inner.body).backgroundColor,
            };
          }));
        });
        """;

    [Theory]
    [InlineData(false, "rgb(255, 255, 255)")]
    [InlineData(true, "rgb(21, 24, 28)")]
    public void ThePageFitsAndCanBeRead(bool isDark, string paper)
    {
        if (!File.Exists(Chromium)) Assert.Skip($"{Chromium} is not there; install chromium");
        using var dataset = ReportPageTests.Build();
        foreach (var frame in Frames(dataset["report.html"], dataset.Root, isDark))
        {
            var found = frame.GetProperty("pale").EnumerateArray().Select(node => node.GetString());
            Assert.Equal([], found);
            Assert.Equal(
                (0, 0, 0, 0, paper, "H1 H2 H2 H2 H2 H2 H2 H2 H2 H2 H2"),
                (Number("overflow"), Number("scripts"), Number("images"), Number("unnamed"), frame.GetProperty("paper").GetString(), frame.GetProperty("headings").GetString()));
            int Number(string name) => frame.GetProperty(name).GetInt32();
        }
    }

    private static List<JsonElement> Frames(string page, string folder, bool isDark)
    {
        var around = Path.Combine(folder, "around.html");
        File.WriteAllText(around, $"<!DOCTYPE html><script>{Look}</script>{string.Concat(Widths.Select(width => $"<iframe src=\"{page}\" style=\"border:0;width:{width}px;height:800px\"></iframe>"))}");
        var start = new ProcessStartInfo(Chromium) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--allow-file-access-from-files", "--virtual-time-budget=10000", $"--user-data-dir={Path.Combine(folder, "profile")}", "--dump-dom"];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        if (isDark) start.ArgumentList.Add("--blink-settings=preferredColorScheme=0");
        start.ArgumentList.Add(around);
        using var chromium = Process.Start(start)!;
        var errors = chromium.StandardError.ReadToEndAsync();
        var dom = chromium.StandardOutput.ReadToEnd();
        Assert.True(chromium.WaitForExit(60_000));
        _ = errors.Result;
        var title = WebUtility.HtmlDecode(dom[(dom.IndexOf("<title>") + "<title>".Length)..dom.IndexOf("</title>")]);
        using var document = JsonDocument.Parse(title);
        var frames = document.RootElement.Clone().EnumerateArray().ToList();
        Assert.Equal(Widths, frames.Select(frame => frame.GetProperty("width").GetInt32()));
        return frames;
    }
}
