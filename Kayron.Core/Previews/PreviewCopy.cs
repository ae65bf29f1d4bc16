using Kayron.Core.Templates;
using static Kayron.Core.Previews.TemplateEdits;

namespace Kayron.Core.Previews;

/// <summary>One preview's copies of a service's resources.</summary>
/// <param name="image">The release's image name.</param>
/// <param name="parameterKey">The parameter that carries the release's version.</param>
/// <param name="host">Its host name, as <see cref="SubstitutionText"/>; null where it has none.</param>
internal sealed class PreviewCopy(PreviewResources resources, TemplateNotation notation, RenderedPreview preview, string image, string parameterKey, string? host)
{
    private readonly ReferenceRenaming _references = new(resources.All.Select(resource => resource.Key).ToHashSet(), preview.Hash);

    public IEnumerable<(string Key, TemplateNode Value)> Resources() => resources.All.Select(resource => (_references.Rename(resource.Key), Copy(resource)));

    private TemplateNode Copy(TemplateResource resource)
    {
        // A preview goes as a whole: nothing of it is to be retained.
        var definition = resource.Definition.Without("DeletionPolicy", "UpdateReplacePolicy").Change<TemplateMapping>("Properties", properties => Change(resource, properties));
        return definition with
        {
            Entries = [.. definition.Entries.Select(entry => (entry.Key, entry.Key == "DependsOn" ? _references.ApplyToDependency(entry.Value) : _references.Apply(entry.Value)))],
        };
    }

    private TemplateMapping Change(TemplateResource resource, TemplateMapping properties)
    {
        if (resource == resources.Service) return ChangeService(properties);
        if (resource == resources.TaskDefinition) return ChangeTaskDefinition(resource, properties);
        // A name is unique in its account and may have 32 characters: CloudFormation finds another.
        if (resources.TargetGroups.Contains(resource)) return properties.Without("Name");
        return resources.Rules.Contains(resource) ? ChangeRule(properties) : properties.Without("SetIdentifier", "Weight", "Region", "Failover").With("Name", notation.Text(host!));
    }

    /// <summary>What would make its tasks answer for the service itself is left out.</summary>
    private TemplateMapping ChangeService(TemplateMapping properties) => properties.Without("ServiceRegistries", "VpcLatticeConfigurations")
        .Change<TemplateMapping>("ServiceConnectConfiguration", connect => connect.Without("Services"))
        .Change<TemplateNode>("ServiceName", Suffixed).With("Tags", Tagged(properties.Value("Tags")));

    private TemplateMapping ChangeTaskDefinition(TemplateResource resource, TemplateMapping properties)
    {
        var containers = (properties.Value("ContainerDefinitions") as TemplateSequence)?.Items.OfType<TemplateMapping>().Where(IsOwn).ToList() ?? [];
        if (containers.Count == 0)
            throw PreviewRefusal.At(properties.Value("ContainerDefinitions") ?? resource.Definition, $"no container of {resource.Key} has the image {image}, or one with the tag ${{{parameterKey}}}");
        return properties.Change<TemplateNode>("Family", Suffixed).Change<TemplateSequence>("ContainerDefinitions", list => list with
        {
            Items = [.. list.Items.Select(item => item is TemplateMapping container && containers.Contains(container) ? container.With("Image", Tagged(container)) : item)],
        });
    }

    private bool IsOwn(TemplateMapping container) =>
        SubstitutionText.Of(container.Value("Image")) is { } text && ImageText.Parse(text) is var parsed && (parsed.IsOf(image) || parsed.Tag == $"${{{parameterKey}}}");

    private WrittenNode Tagged(TemplateMapping container) => Text($"{ImageText.Parse(SubstitutionText.Of(container.Value("Image"))!).Name}:{preview.Commit}");

    private TemplateMapping ChangeRule(TemplateMapping properties) => properties.With("Priority", TemplateNotation.Number(preview.Priority!.Value)).Change<TemplateSequence>("Conditions", conditions => conditions with
    {
        Items = [.. conditions.Items.Select(condition => condition is TemplateMapping mapping && PreviewResources.HostValues(mapping).Count > 0 ? ChangeHost(mapping) : condition)],
    });

    private TemplateMapping ChangeHost(TemplateMapping condition)
    {
        var values = SequenceOf(notation.Text(host!));
        return condition.Value("HostHeaderConfig") is TemplateMapping { } config && config.Value("Values") is not null
            ? condition.With("HostHeaderConfig", config.With("Values", values)).Without("Values")
            : condition.With("Values", values);
    }

    private WrittenNode Text(string text) => notation.Text(SubstitutionText.Rename(text, _references.Rename));

    private TemplateNode Suffixed(TemplateNode name) => SubstitutionText.Of(name) is { } text
        ? Text($"{text}-{preview.Hash}")
        : MappingOf(("Fn::Join", SequenceOf(TemplateNotation.Literal("-"), SequenceOf(name, TemplateNotation.Literal(preview.Hash)))));

    private TemplateNode Tagged(TemplateNode? tags) => tags switch
    {
        null => SequenceOf(Tag()),
        TemplateSequence { Tag: null } list => list with { Items = [.. list.Items.Where(item => !IsPreviewTag(item)), Tag()] },
        _ => TaggedFunction(tags),
    };

    private TemplateNode TaggedFunction(TemplateNode tags) => TemplateFunction.Of(tags) switch
    {
        { Name: "If", Argument: TemplateSequence { Items: [var condition, var then, var otherwise] } choice } =>
            tags is TemplateMapping
                ? MappingOf(("Fn::If", choice with { Items = [condition, Tagged(then), Tagged(otherwise)] }))
                : choice with { Items = [condition, Tagged(then), Tagged(otherwise)] },
        { Name: "Ref", Argument: TemplateScalar { Value: "AWS::NoValue" } } => SequenceOf(Tag()),
        { Name: null, Argument: TemplateMapping pairs } => pairs.With("preview", TemplateNotation.Literal(preview.Hash)),
        _ => throw PreviewRefusal.At(tags, "Tags of the service is no list: the tag preview, by which a preview is found, cannot be added"),
    };

    private TemplateMapping Tag() => MappingOf(("Key", TemplateNotation.Literal("preview")), ("Value", TemplateNotation.Literal(preview.Hash)));

    private static bool IsPreviewTag(TemplateNode item) => item is TemplateMapping tag && tag.Value("Key") is TemplateScalar { Value: "preview" };
}
