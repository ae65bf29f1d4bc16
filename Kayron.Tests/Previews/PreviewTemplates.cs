using System.Text;
using Kayron.Core.Previews;
using Kayron.Core.Releases;
using Kayron.Core.Templates;

namespace Kayron.Tests.Previews;

/// <summary>Templates that previews are rendered into, and what a template means, however it is written.</summary>
internal static class PreviewTemplates
{
    public const string DarkMode = "5f2b0a6c1e7d4f3a9b8c6d5e4f3a2b1c0d9e8f7a", NewCart = "c0ffee6c1e7d4f3a9b8c6d5e4f3a2b1c0d9e8f7a";
    public const string Lite = "{hash}.lite.${Environment}.splits.org";

    public static string File(string name) => System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Previews", "Templates", name)).ReplaceLineEndings("\n");

    public static ReleaseDefinition Release(string name) => new(ReleaseKind.Service, name, name, new DeployStrategy.PreviewOnly(), Preview: true, new SourceLocation("service/service.yaml", 1, 1));

    public static string Render(string text, string name, string pattern, params RenderedPreview[] previews) => PreviewTemplate.Read(text, Release(name)).Render(previews, pattern, "testing");

    /// <summary>Functions in their long form; the order of resources is of no meaning, everything else is kept.</summary>
    public static string Meaning(string text)
    {
        var meaning = new StringBuilder();
        Append(meaning, TemplateParser.Parse(text)!, depth: 0);
        return meaning.ToString();
    }

    public static string Meaning(string text, string resource)
    {
        var meaning = new StringBuilder();
        Append(meaning, ((TemplateMapping)((TemplateMapping)TemplateParser.Parse(text)!).Value("Resources")!).Value(resource)!, depth: 1);
        return meaning.ToString();
    }

    private static void Append(StringBuilder meaning, TemplateNode node, int depth)
    {
        var (name, argument) = TemplateFunction.Of(node);
        if (name is not null) meaning.Append('(').Append(name == "Ref" ? name : $"Fn::{name}").Append(' ');
        switch (argument)
        {
            case TemplateScalar scalar:
                meaning.Append('"').Append(name == "GetAtt" ? scalar.Value.Replace(".", "\" \"", StringComparison.Ordinal) : scalar.Value).Append('"');
                break;
            case TemplateSequence sequence when name == "GetAtt":
                meaning.AppendJoin(' ', sequence.Items.Select(item => $"\"{((TemplateScalar)item).Value}\""));
                break;
            case TemplateSequence sequence:
                foreach (var item in sequence.Items) Append(meaning.Append("- "), item, depth + 1);
                break;
            case TemplateMapping mapping:
                foreach (var (key, value) in depth == 1 ? mapping.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal) : (IEnumerable<(string Key, TemplateNode Value)>)mapping.Entries)
                    Append(meaning.Append('\n').Append(' ', depth).Append(key).Append(": "), value, depth + 1);
                break;
            default:
                break;
        }
        meaning.Append(name is null ? ";" : ")");
    }
}
