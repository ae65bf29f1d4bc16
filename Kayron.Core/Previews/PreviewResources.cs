using Kayron.Core.Templates;

namespace Kayron.Core.Previews;

internal sealed record TemplateResource(string Key, TemplateMapping Definition)
{
    public string? Type => (Definition.Value("Type") as TemplateScalar)?.Value;

    public TemplateMapping? Properties => Definition.Value("Properties") as TemplateMapping;

    public TemplateNode? Property(string name) => Properties?.Value(name);
}

/// <summary>
/// The resources of a template that a preview has copies of. They are found by how they hang together: the service's task definition, the target groups it registers
/// with, the listener rules that forward to these, the domain records that the rules' host names are.
/// </summary>
internal sealed record PreviewResources(
    TemplateResource Service, TemplateResource TaskDefinition, IReadOnlyList<TemplateResource> TargetGroups, IReadOnlyList<TemplateResource> Rules, IReadOnlyList<TemplateResource> Records)
{
    private const string ServiceType = "AWS::ECS::Service", TaskDefinitionType = "AWS::ECS::TaskDefinition", TargetGroupType = "AWS::ElasticLoadBalancingV2::TargetGroup",
        RuleType = "AWS::ElasticLoadBalancingV2::ListenerRule", RecordType = "AWS::Route53::RecordSet";

    /// <summary>In the template's order is of no importance: what is copied first is what others need.</summary>
    public IReadOnlyList<TemplateResource> All { get; } = [TaskDefinition, .. TargetGroups, .. Rules, Service, .. Records];

    /// <summary>Host names that the rules answer to, as <see cref="SubstitutionText"/>.</summary>
    public IEnumerable<string> Hosts => Rules.SelectMany(HostsOf);

    /// <exception cref="PreviewRefusal">They cannot be told, or a copy of them would serve what is the service's own.</exception>
    public static PreviewResources Find(TemplateMapping resources, string image)
    {
        var all = resources.Entries.Where(entry => entry.Value is TemplateMapping).Select(entry => new TemplateResource(entry.Key, (TemplateMapping)entry.Value)).ToList();
        var service = FindService(resources, all, image);
        var taskDefinition = Referred(all, service.Property("TaskDefinition"), TaskDefinitionType)
            ?? throw PreviewRefusal.At(service.Property("TaskDefinition") ?? service.Definition, $"{service.Key} refers to no {TaskDefinitionType} of this template");
        var groups = FindTargetGroups(all, service);
        var rules = all.Where(resource => resource.Type == RuleType && ForwardsTo(resource, groups)).ToList();
        if (groups.Count > 0 && rules.Count == 0) throw PreviewRefusal.At(service.Definition, $"no {RuleType} of this template forwards to {string.Join(", ", groups.Select(group => group.Key))}");
        CheckRules(rules);
        var hosts = rules.SelectMany(HostsOf).Select(Normal).ToHashSet();
        var records = all.Where(resource => resource.Type == RecordType && SubstitutionText.Of(resource.Property("Name")) is { } name && hosts.Contains(Normal(name))).ToList();
        if (records.Count == 0) records = [.. all.Where(resource => resource is { Type: RecordType, Key: "DomainRecord" })];
        return new PreviewResources(service, taskDefinition, groups, rules, records);
    }

    private static TemplateResource FindService(TemplateMapping resources, List<TemplateResource> all, string image)
    {
        var services = all.Where(resource => resource.Type == ServiceType).ToList();
        if (services.Count > 1 && services.Where(service => TagOf(service, "service") == image).ToList() is { Count: 1 } tagged) services = tagged;
        return services switch
        {
            [var only] => only,
            [] => throw PreviewRefusal.At(resources, $"this template makes no {ServiceType}"),
            _ => services.Find(service => service.Key == "Service") ?? throw PreviewRefusal.At(resources, $"which of {string.Join(", ", services.Select(service => service.Key))} is {image} cannot be told: give it the tag service={image}"),
        };
    }

    /// <summary>Tasks of a preview that registered with a target group from outside would answer the service's own requests.</summary>
    private static List<TemplateResource> FindTargetGroups(List<TemplateResource> all, TemplateResource service)
    {
        var balancers = service.Property("LoadBalancers");
        if (balancers is null) return [];
        if (balancers is not TemplateSequence { Tag: null } list) throw PreviewRefusal.At(balancers, $"LoadBalancers of {service.Key} is no list: which target group it registers with cannot be told");
        return [.. list.Items.Select(balancer => Referred(all, (balancer as TemplateMapping)?.Value("TargetGroupArn"), TargetGroupType)
            ?? throw PreviewRefusal.At(balancer, $"{service.Key} registers with a target group that this template does not make: its previews would answer its own requests")).Distinct()];
    }

    private static void CheckRules(List<TemplateResource> rules)
    {
        foreach (var rule in rules.Where(rule => !HostsOf(rule).Any()))
            throw PreviewRefusal.At(rule.Definition, $"{rule.Key} has no host-header condition: its previews would answer its own requests");
        foreach (var same in rules.GroupBy(rule => SubstitutionText.Of(rule.Property("ListenerArn"))).Where(same => same.Count() > 1))
            throw PreviewRefusal.At(same.Last().Definition, $"{string.Join(" and ", same.Select(rule => rule.Key))} are rules of one listener: a preview has one priority there");
    }

    private static bool ForwardsTo(TemplateResource rule, List<TemplateResource> groups) =>
        Items(rule.Property("Actions")).Any(action => Targets(action).Select(SubstitutionText.ReferenceIn).Any(target => groups.Exists(group => group.Key == target)));

    private static IEnumerable<TemplateNode?> Targets(TemplateMapping action) =>
        Items((action.Value("ForwardConfig") as TemplateMapping)?.Value("TargetGroups")).Select(group => group.Value("TargetGroupArn")).Prepend(action.Value("TargetGroupArn"));

    private static IEnumerable<string> HostsOf(TemplateResource rule) =>
        Items(rule.Property("Conditions")).SelectMany(HostValues).Select(SubstitutionText.Of).OfType<string>();

    /// <summary>Values of a host-header condition in either of its forms; none for other conditions.</summary>
    public static IReadOnlyList<TemplateNode> HostValues(TemplateMapping condition) =>
        condition.Value("Field") is TemplateScalar { Value: "host-header" }
        && ((condition.Value("HostHeaderConfig") as TemplateMapping)?.Value("Values") ?? condition.Value("Values")) is TemplateSequence { Tag: null } values ? values.Items : [];

    private static TemplateResource? Referred(List<TemplateResource> all, TemplateNode? value, string type) =>
        SubstitutionText.ReferenceIn(value) is { } name ? all.Find(resource => resource.Key == name && resource.Type == type) : null;

    private static string? TagOf(TemplateResource resource, string key) =>
        Items(resource.Property("Tags")).Where(tag => tag.Value("Key") is TemplateScalar name && name.Value == key).Select(tag => (tag.Value("Value") as TemplateScalar)?.Value).FirstOrDefault();

    private static IEnumerable<TemplateMapping> Items(TemplateNode? node) => (node as TemplateSequence)?.Items.OfType<TemplateMapping>() ?? [];

    private static string Normal(string host) => host.TrimEnd('.');
}
