using CsCheck;
using Kayron.Core.Previews;
using static Kayron.Tests.Previews.PreviewTemplates;

namespace Kayron.Tests.Previews;

/// <summary>What must hold for any previews of any of the templates.</summary>
public sealed class PreviewRenderingProperties
{
    private static readonly (string Text, string Release, string Pattern)[] Templates =
    [
        (File("splits-lite.yaml"), "splits-lite", Lite), (File("splits-lite.yaml").ReplaceLineEndings("\r\n").TrimEnd(), "splits-lite", PreviewDomain.Default.Replace("{domain}", "example.org", StringComparison.Ordinal)),
        (File("search.yaml"), "search", PreviewDomain.Default),
    ];

    private static readonly Gen<RenderedPreview[]> Previews = Gen.Select(Gen.UInt, Gen.UInt, Gen.Int[1, 50_000], (hash, commit, priority) => new RenderedPreview($"{hash:X8}", $"{commit:x40}", priority))
        .Array[0, 6].Select(previews => previews.DistinctBy(preview => preview.Hash).ToArray());

    private static readonly Gen<(string Text, string Release, string Pattern)> Template = Gen.Int[0, Templates.Length - 1].Select(index => Templates[index]);

    [Fact]
    public void Without_previews_nothing_is_changed() => Assert.All(Templates, template => Assert.Same(template.Text, Render(template.Text, template.Release, template.Pattern)));

    [Fact]
    public void The_order_of_previews_does_not_matter() => Gen.Select(Template, Previews).Sample((template, previews) =>
        Assert.Equal(Render(template.Text, template.Release, template.Pattern, previews), Render(template.Text, template.Release, template.Pattern, [.. previews.Reverse()])), iter: 60);

    [Fact]
    public void The_templates_own_text_stands_around_the_copies() => Gen.Select(Template, Previews).Sample((template, previews) =>
    {
        var rendered = Render(template.Text, template.Release, template.Pattern, previews);
        var prefix = rendered.Zip(template.Text).TakeWhile(pair => pair.First == pair.Second).Count();
        Assert.EndsWith(template.Text[prefix..], rendered, StringComparison.Ordinal);
        Assert.True(rendered.Length >= template.Text.Length);
    }, iter: 60);

    [Fact]
    public void A_preview_looks_the_same_whatever_others_there_are() => Gen.Select(Template, Previews).Sample((template, previews) =>
    {
        if (previews.Length == 0) return;
        var (alone, together) = (Render(template.Text, template.Release, template.Pattern, previews[0]), Render(template.Text, template.Release, template.Pattern, previews));
        var name = template.Release == "search" ? "Worker" : "Service";
        Assert.Equal(Meaning(alone, name + previews[0].Hash), Meaning(together, name + previews[0].Hash));
        Assert.Equal(Meaning(template.Text, name), Meaning(together, name));
    }, iter: 60);
}
