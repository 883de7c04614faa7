using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Cuvee.Tests.Verify;

namespace Cuvee.Tests.Report;

/// <summary>The page as Chromium lays it out: a page around it looks into frames of several widths.</summary>
public sealed class ReportInBrowserTests
{
    private const string Chromium = "/usr/bin/chromium";

    private static readonly int[] Widths = [380, 700, 900, 1600];

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
            inner.querySelectorAll('details').forEach(node => { node.open = true; });
            const box = node => node.getBoundingClientRect();
            const seen = nodes => [...nodes].filter(node => box(node).width > 0 || box(node).height > 0);
            const cross = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
            const pairs = nodes => nodes.flatMap((a, i) => nodes.slice(i + 1).filter(b => cross(box(a), box(b))).map(b => `${a.textContent} | ${b.textContent}`));
            const within = (a, b) => a.left > b.left - 1 && a.right < b.right + 1 && a.top > b.top - 1 && a.bottom < b.bottom + 1;
            const drawings = seen(inner.querySelectorAll('svg'));
            const letters = node => parseFloat(view.getComputedStyle(node).fontSize) * node.getScreenCTM().a;
            const read = [...inner.querySelectorAll('p,li,th,td,dd,dt,h1,h2,h3,a,summary,b,code,small')].filter(node => node.textContent.trim());
            return {
              width: frame.clientWidth,
              overflow: root.scrollWidth - root.clientWidth,
              pale: read.filter(node => contrast(view, node) < 4.5).map(node => node.outerHTML.slice(0, 80)),
              pale_letters: seen(inner.querySelectorAll('svg text')).filter(node => { const a = luminance(colour(view.getComputedStyle(node).fill)), b = luminance(paper(view, node)); return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5; }).map(node => node.textContent),
              outside: drawings.flatMap(svg => seen(svg.querySelectorAll('text,rect,path')).filter(node => !within(box(node), box(svg))).map(node => node.outerHTML.slice(0, 80))),
              tiny: seen(inner.querySelectorAll('svg text')).filter(node => letters(node) < 10).map(node => node.textContent),
              overlapping: [...drawings.map(svg => pairs(seen(svg.querySelectorAll('text')))), pairs(seen(inner.querySelectorAll('.figures dd'))), seen(inner.querySelectorAll('.flow text')).filter(text => seen(inner.querySelectorAll('.flow rect')).some(bar => cross(box(text), box(bar)))).map(text => text.textContent)].flat(),
              empty: seen(inner.querySelectorAll('section,td.number')).filter(node => !node.textContent.trim()).length,
              scripts: inner.scripts.length,
              images: inner.images.length,
              headings: [...inner.querySelectorAll('h1,h2,h3')].map(node => node.tagName).filter(name => name !== 'H3').join(' '),
              unnamed: [...inner.querySelectorAll('section,[role=img],[role=region],nav')].filter(node => !node.getAttribute('aria-label') && !node.getAttribute('aria-labelledby')).length,
              paper: view.getComputedStyle(inner.body).backgroundColor,
            };
          }));
        });
        """;

    private const string LongName = "a-very-long-source-name-that-somebody-made-from-a-path-on-a-shared-drive_2024-11-05_final_v2_really_final";

    [Theory]
    [InlineData(false, "rgb(255, 255, 255)")]
    [InlineData(true, "rgb(21, 24, 28)")]
    public void ThePageFitsAndCanBeRead(bool isDark, string paper)
    {
        if (!File.Exists(Chromium)) Assert.Skip($"{Chromium} is not there; install chromium");
        using var dataset = ReportPageTests.Build();
        foreach (var frame in Frames(dataset["report.html"], dataset.Root, isDark))
        {
            Assert.Equal([], Faults(frame));
            Assert.Equal(
                (0, 0, 0, 0, paper, "H1 H2 H2 H2 H2 H2 H2 H2 H2 H2 H2"),
                (Number("overflow"), Number("scripts"), Number("images"), Number("unnamed"), frame.GetProperty("paper").GetString(), frame.GetProperty("headings").GetString()));
            int Number(string name) => frame.GetProperty(name).GetInt32();
        }
    }

    [Fact]
    public void WhatIsLongFitsToo()
    {
        if (!File.Exists(Chromium)) Assert.Skip($"{Chromium} is not there; install chromium");
        using var dataset = Awkward();
        Assert.Equal(["coverage", "balance"], dataset.Failures());
        foreach (var frame in Frames(dataset["report.html"], dataset.Root, isDark: false))
        {
            Assert.Equal([], Faults(frame));
            Assert.Equal((0, 0), (frame.GetProperty("overflow").GetInt32(), frame.GetProperty("empty").GetInt32()));
        }
    }

    /// <summary>What a reader could not read, with the width at which.</summary>
    private static IEnumerable<string> Faults(JsonElement frame) =>
        new[] { "pale", "pale_letters", "outside", "tiny", "overlapping" }.SelectMany(fault => frame.GetProperty(fault).EnumerateArray().Select(node => $"{frame.GetProperty("width")} {fault}: {node.GetString()}"));

    /// <summary>Sixty sources, names and values that are long, Chinese or Arabic, a record of 200 KB, a word of 5,000 letters, one of 40 turns, gates that fail.</summary>
    private static SmallDataset Awkward()
    {
        string[] topics = ["中文对话与日常问答数据集中文对话与日常问答数据集", "المحادثات العربية اليومية والأسئلة", "<b>html</b> & \"quotes\"", $"long {new string('x', 120)}"];
        string[] answers = ["先把水烧到九十度。", "نغلي الماء ثم نضيف البن", "```html\n<div></div>\n```", string.Concat(Enumerable.Repeat("many words ", 20_000)), new string('x', 5_000)];
        var files = Enumerable.Range(0, 60).ToDictionary(i => $"s{i}.jsonl", i => string.Concat(Enumerable.Range(0, 1 + (i % 7 * 9)).Select(j =>
            JsonSerializer.Serialize(new { messages = Turns(i, j), topic = topics[(i + j) % topics.Length] }) + "\n")) + "broken\n");
        var sources = string.Concat(Enumerable.Range(0, 60).Select(i => $"  {(i == 6 ? LongName : $"source_{i}")}: {{ files: s{i}.jsonl, tags: {{ topic: {{ field: topic }}, family: \"{(i % 2 == 0 ? "中文家族" : "عائلة")}\" }} }}\n"));
        return SmallDataset.Build(
            $"name: {LongName}\nsources:\n{sources}filters: [has_answer, {{ length: {{ min: 10, of: answer }} }}]\ndatasets: {{ awkward: {{ split: {{ train: 80, validation: 10, test: 10 }}, gates: {{ coverage: {{ 中文家族: 5000 }}, balance: {{ topic: 20% }} }} }} }}\n",
            more: files);

        object[] Turns(int i, int j) => [.. Enumerable.Range(0, i == 6 ? 40 : 2).Select(turn => new { role = turn % 2 == 0 ? "user" : "assistant", content = turn % 2 == 0 ? $"{topics[j % topics.Length]} {i} {j} {turn}?" : i == 13 ? answers[j % answers.Length] : answers[j % 3] })];
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
