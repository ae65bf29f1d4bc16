using System.Globalization;
using System.Text;
using Kayron.Core.Releases;
using Kayron.Core.Templates;

namespace Kayron.Core.Previews;

/// <summary>
/// A service's template with copies of its resources for each preview. The template's own text stays as it is, byte for byte: the copies are put in behind its last
/// resource, in the template's own notation.
/// </summary>
internal sealed class PreviewTemplate
{
    /// <summary>CloudFormation's limit of resources in a template.</summary>
    private const int MaximumResources = 500;

    private readonly string _text;
    private readonly TemplateMapping _root, _list;
    private readonly PreviewResources _resources;
    private readonly TemplateNotation _notation;
    private readonly ReleaseDefinition _release;

    private PreviewTemplate(string text, TemplateMapping root, TemplateMapping list, ReleaseDefinition release)
    {
        (_text, _root, _list, _release) = (text, root, list, release);
        _resources = PreviewResources.Find(list, release.Image!);
        _notation = TemplateNotation.Of(text, list);
    }

    /// <exception cref="PreviewRefusal">It is no template that previews can be made of.</exception>
    public static PreviewTemplate Read(string text, ReleaseDefinition release)
    {
        try
        {
            var root = TemplateParser.Parse(text) as TemplateMapping;
            return root?.Value("Resources") is TemplateMapping { Entries.Count: > 0 } list ? new PreviewTemplate(text, root, list, release) : throw new PreviewRefusal("this template has no resources", 1, 1);
        }
        catch (TemplateSyntaxException error)
        {
            throw new PreviewRefusal(error.Message, error.Line, error.Column);
        }
    }

    /// <summary>How many previews fit.</summary>
    public int Capacity => Math.Max(0, (MaximumResources - _list.Entries.Count) / _resources.All.Count);

    /// <summary>Priority of the service's own rule, behind which those of its previews come; null where it has no rule.</summary>
    /// <exception cref="PreviewRefusal">It cannot be told.</exception>
    public int? Priority => _resources.Rules is not [var rule, ..] ? null : PriorityOf(_root, rule.Definition)
        ?? throw PreviewRefusal.At(rule.Property("Priority") ?? rule.Definition, $"Priority of {rule.Key} is no number that is known before the stack is updated");

    /// <summary>Priorities of all listener rules of a template, as far as they are known.</summary>
    public static IEnumerable<int> PrioritiesIn(string text) => TemplateParser.Parse(text) is TemplateMapping root && root.Value("Resources") is TemplateMapping list
        ? list.Entries.Select(entry => entry.Value).OfType<TemplateMapping>().Where(definition => definition.Value("Type") is TemplateScalar { Value: "AWS::ElasticLoadBalancingV2::ListenerRule" })
            .Select(definition => PriorityOf(root, definition)).OfType<int>()
        : [];

    /// <summary>A preview's host name, as <see cref="SubstitutionText"/>; null where the service has none.</summary>
    /// <exception cref="PreviewRefusal">The pattern cannot be filled in.</exception>
    public string? HostOf(string hash, string pattern, string environment)
    {
        if (_resources.Rules.Count == 0 && _resources.Records.Count == 0) return null;
        var service = _release.Image!.Split('/')[^1];
        var host = PreviewDomain.Expand(pattern, hash, service, environment, FindDomain(service, environment))
            ?? throw PreviewRefusal.At(_resources.Records.Concat(_resources.Rules).First().Definition, $"the domain of {_release.Name} cannot be told from it: set Previews:Domain to a pattern without {{domain}}");
        // A template need not take the environment's name as a parameter.
        host = IsDeclared("Environment") ? host : host.Replace("${Environment}", environment, StringComparison.Ordinal);
        return SubstitutionText.References(host).FirstOrDefault(name => !name.StartsWith("AWS::", StringComparison.Ordinal) && !IsDeclared(name)) is { } unknown
            ? throw PreviewRefusal.At(_list, $"the pattern of Previews:Domain refers to {unknown}, which this template does not declare")
            : host;
    }

    /// <exception cref="PreviewRefusal">With the place that cannot be copied.</exception>
    public string Render(IReadOnlyList<RenderedPreview> previews, string pattern, string environment)
    {
        if (previews.Count == 0) return _text;
        var writer = new TemplateWriter(_text, _notation);
        var copies = previews.OrderBy(preview => preview.Hash, StringComparer.Ordinal).Select(preview =>
        {
            var copy = new PreviewCopy(_resources, _notation, preview, _release.Image!, _release.ParameterKey, HostOf(preview.Hash, pattern, environment));
            return (preview.Hash, Resources: copy.Resources().Select(resource => writer.Write(resource.Key, resource.Value)).ToList());
        }).ToList();
        return Checked(_notation.IsBlock ? InsertLines(copies) : InsertInBraces([.. copies.SelectMany(copy => copy.Resources)]), _list.Entries.Count + copies.Sum(copy => copy.Resources.Count));
    }

    /// <summary>What cannot be read back as the template with its copies must not reach the templates of everything else.</summary>
    private string Checked(string rendered, int resources)
    {
        if (TemplateFile.Bytes(rendered).Length > TemplateFile.MaximumBytes) throw PreviewRefusal.At(_list, $"with its previews this template is larger than CloudFormation's limit of {TemplateFile.MaximumBytes:N0} bytes");
        try
        {
            if (((TemplateParser.Parse(rendered) as TemplateMapping)?.Value("Resources") as TemplateMapping)?.Entries.Count == resources) return rendered;
        }
        catch (TemplateSyntaxException)
        {
            // Said below: a template that is read so, and yet not with copies in it, is written in a way that is not foreseen.
        }
        throw PreviewRefusal.At(_list, "copies cannot be written into this template: write its resources in lines of their own");
    }

    private string InsertLines(List<(string Hash, List<IReadOnlyList<string>> Resources)> copies)
    {
        var end = _text.IndexOf('\n', _list.End);
        var behind = end < 0 ? _text.Length : end + 1;
        var inserted = new StringBuilder(end < 0 ? _notation.NewLine : "");
        foreach (var (hash, resources) in copies)
        {
            inserted.Append(_notation.NewLine).Append(CultureInfo.InvariantCulture, $"{_notation.Indentation}# Preview {hash}: copies for an open pull request, made by Kayron.").Append(_notation.NewLine);
            foreach (var line in resources.SelectMany(resource => resource)) inserted.Append(_notation.Indentation).Append(line).Append(_notation.NewLine);
        }
        return _text.Insert(behind, inserted.ToString());
    }

    private string InsertInBraces(List<IReadOnlyList<string>> resources)
    {
        var separator = _notation.Indentation is { } indentation ? _notation.NewLine + indentation : " ";
        var inserted = string.Concat(resources.Select(lines => $",{separator}{string.Join(separator, _notation.Indentation is null ? lines.Select(line => line.TrimStart()) : lines)}"));
        return _text.Insert(_list.Entries[^1].Value.End, inserted);
    }

    private string? FindDomain(string service, string environment)
    {
        var zones = _resources.Records.Select(record => SubstitutionText.Of(record.Property("HostedZoneName"))).OfType<string>();
        var hosts = _resources.Hosts.Concat(_resources.Records.Select(record => SubstitutionText.Of(record.Property("Name"))).OfType<string>());
        return zones.Select(zone => zone.TrimEnd('.')).Concat(hosts.Select(host => PreviewDomain.DomainOf(host, service, environment))).FirstOrDefault(domain => domain is not null);
    }

    private bool IsDeclared(string name) => (_root.Value("Parameters") as TemplateMapping)?.Value(name) is not null || _list.Value(name) is not null;

    private static int? PriorityOf(TemplateMapping root, TemplateMapping rule)
    {
        var value = (rule.Value("Properties") as TemplateMapping)?.Value("Priority");
        var text = SubstitutionText.ReferenceIn(value) is { } parameter
            ? (((root.Value("Parameters") as TemplateMapping)?.Value(parameter) as TemplateMapping)?.Value("Default") as TemplateScalar)?.Value
            : SubstitutionText.Of(value);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
