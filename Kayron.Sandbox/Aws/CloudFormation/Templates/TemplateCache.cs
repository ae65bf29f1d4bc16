using System.Collections.Concurrent;

namespace Kayron.Sandbox.Aws.CloudFormation.Templates;

/// <summary>Parsed templates by their text: an update looks at the same ones many times.</summary>
public static class TemplateCache
{
    private const int Capacity = 256;
    private static readonly ConcurrentDictionary<string, Template> Parsed = new(StringComparer.Ordinal);

    public static Template Get(string text)
    {
        if (Parsed.Count > Capacity) Parsed.Clear();
        return Parsed.GetOrAdd(text, Template.Parse);
    }
}
