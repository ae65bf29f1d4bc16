namespace Kayron.Core.Releases;

/// <summary>What <c>deploy</c> says, where it is right.</summary>
internal sealed record Deploy(DeployStrategy Strategy, bool Preview);

/// <summary>Reads <c>deploy</c>: at most one of branch, release and suspend, and preview beside it.</summary>
internal sealed class DeployParser(FindingList findings)
{
    private static readonly string[] Keys = ["branch", "release", "suspend", "preview"];
    private static readonly string[] Strategies = ["branch", "release", "suspend"];

    /// <returns>Null where it is missing or wrong, which is reported.</returns>
    public Deploy? Parse(YamlNode item, ReleaseFields definition, bool isService)
    {
        if (definition.Find("deploy") is not { } deploy)
        {
            if (item.IsComplete) findings.Add(FindingCode.MissingDeploy, item.Mark, "deploy is missing; write branch, release or suspend: true below it");
            return null;
        }
        if (deploy.Value is YamlScalar { IsNull: true }) return Empty(deploy, isService);
        if (deploy.Value is YamlMapping mapping) return Parse(deploy, mapping, isService);
        definition.ReportKind(deploy, "branch, release or suspend: true below it");
        return null;
    }

    private Deploy? Parse(ReleaseField deploy, YamlMapping mapping, bool isService)
    {
        var fields = new ReleaseFields(mapping, Keys, findings);
        var given = Strategies.Select(fields.Find).OfType<ReleaseField>().OrderBy(field => field.KeyMark.Line).ThenBy(field => field.KeyMark.Column).ToList();
        var strategies = given.ConvertAll(field => ReadStrategy(fields, field));
        foreach (var extra in given.Skip(1))
            findings.Add(FindingCode.TwoStrategies, extra.KeyMark, $"{extra.Key} beside {given[0].Key}; keep one of branch, release and suspend");

        var preview = ReadPreview(fields, isService);
        if (given.Count == 0 && preview is false && deploy.Value.IsComplete && mapping.KeysAndValues.Count == (fields.Find("preview") is null ? 0 : 2)) return Empty(deploy, isService);
        if (given.Count > 1 || preview is null || (given.Count == 0 && preview is false)) return null;
        var strategy = given.Count == 1 ? strategies[0] : new DeployStrategy.PreviewOnly();
        return strategy is null ? null : new Deploy(strategy, preview.Value);
    }

    private Deploy? Empty(ReleaseField deploy, bool isService)
    {
        findings.Add(FindingCode.MissingDeploy, deploy.KeyMark, $"deploy says nothing; write branch, release{(isService ? ", suspend: true or preview: true" : " or suspend: true")} below it");
        return null;
    }

    private DeployStrategy? ReadStrategy(ReleaseFields fields, ReleaseField field) => field.Key switch
    {
        "branch" => ReadText(fields, field, FindingCode.InvalidBranch, "the name of a branch", BranchGrammar.Problem) is { } branch ? new DeployStrategy.Branch(branch) : null,
        "release" => ReadText(fields, field, FindingCode.InvalidRelease, "a version such as v1.2.3", VersionGrammar.Problem) is { } version ? new DeployStrategy.Release(version) : null,
        _ => ReadSuspend(fields, field),
    };

    private string? ReadText(ReleaseFields fields, ReleaseField field, string code, string expected, Func<string, string?> problemOf)
    {
        if (fields.ReadText(field, expected) is not { } text) return null;
        if (problemOf(text) is not { } problem) return text;
        findings.Add(code, field.Value.Mark, $"{field.Key} {Quote.Of(text)} {problem}");
        return null;
    }

    private DeployStrategy.Suspended? ReadSuspend(ReleaseFields fields, ReleaseField field)
    {
        var suspend = fields.ReadBoolean(field, FindingCode.InvalidSuspend, "true");
        if (suspend is false) findings.Add(FindingCode.InvalidSuspend, field.Value.Mark, "suspend: false is no strategy; write suspend: true, or leave it out");
        return suspend is true ? new DeployStrategy.Suspended() : null;
    }

    /// <returns>Null where it is wrong; false where it is not asked for.</returns>
    private bool? ReadPreview(ReleaseFields fields, bool isService)
    {
        if (fields.Find("preview") is not { } field) return false;
        var preview = fields.ReadBoolean(field, FindingCode.InvalidPreview, "true");
        if (preview is not true || isService) return preview;
        findings.Add(FindingCode.InvalidPreview, field.KeyMark, "preview on the infrastructure; only services have previews");
        return null;
    }
}
