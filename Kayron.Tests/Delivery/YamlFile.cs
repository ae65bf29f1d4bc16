using Kayron.Tests.Architecture;
using YamlDotNet.RepresentationModel;

namespace Kayron.Tests.Delivery;

/// <summary>A YAML file of the repository, as nodes.</summary>
internal static class YamlFile
{
    public static YamlNode Read(string path)
    {
        var stream = new YamlStream();
        using var reader = new StringReader(File.ReadAllText(Path.Combine(SourceTree.Root, path)));
        stream.Load(reader);
        return stream.Documents.Single().RootNode;
    }

    public static YamlNode At(this YamlNode node, params string[] keys) => keys.Aggregate(node, (at, key) => ((YamlMappingNode)at).Children[new YamlScalarNode(key)]);

    public static YamlNode? Find(this YamlNode node, string key) => ((YamlMappingNode)node).Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    public static IEnumerable<(string Key, YamlNode Value)> Entries(this YamlNode node) => ((YamlMappingNode)node).Children.Select(child => (child.Key.ToString(), child.Value));

    /// <summary>The items of a list; what is no list is one item.</summary>
    public static IReadOnlyList<YamlNode> Items(this YamlNode node) => node is YamlSequenceNode list ? [.. list.Children] : [node];
}
