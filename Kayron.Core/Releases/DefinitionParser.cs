namespace Kayron.Core.Releases;

/// <summary>Reads one list item: which repository, which image or provider, and how it is deployed.</summary>
internal sealed class DefinitionParser(FindingList findings)
{
    private static readonly string[] Keys = ["github", "docker", "provider", "deploy"];
    private readonly DeployParser _deploy = new(findings);

    /// <returns>Null where the item is no mapping.</returns>
    public ReleaseEntry? Parse(YamlNode item)
    {
        if (item is not YamlMapping mapping)
        {
            if (item is not YamlRefused) findings.Add(FindingCode.WrongKind, item.Mark, $"a definition is {item.Kind}; write a mapping with {string.Join(", ", Keys)}");
            return null;
        }
        var fields = new ReleaseFields(mapping, Keys, findings);
        var (github, docker, provider) = (fields.Find("github"), fields.Find("docker"), fields.Find("provider"));
        if (item.IsComplete) ReportMissing(item, github, docker, provider);

        var repository = ReadName(fields, github, FindingCode.InvalidGitHub, "the name of the GitHub repository", RepositoryGrammar.Problem);
        var image = ReadName(fields, docker, FindingCode.InvalidDocker, "the image's repository path", ImageGrammar.Problem);
        var isProvider = ReadProvider(fields, provider);
        var deploy = _deploy.Parse(item, fields, isService: provider is null);

        var location = findings.Locate(item.Mark);
        var name = docker is null ? repository : image;
        var nameLocation = (docker ?? github) is { } named ? findings.Locate(named.Value.Mark) : location;
        var isRight = repository is not null && (provider is null ? image is not null : docker is null && isProvider) && deploy is not null;
        var definition = isRight ? new ReleaseDefinition(KindOf(provider), repository!, image, deploy!.Strategy, deploy.Preview, location) : null;
        return new ReleaseEntry(definition, name, nameLocation, provider is null ? null : findings.Locate(provider.Value.Mark));
    }

    private static ReleaseKind KindOf(ReleaseField? provider) => provider is null ? ReleaseKind.Service : ReleaseKind.Infrastructure;

    private void ReportMissing(YamlNode item, ReleaseField? github, ReleaseField? docker, ReleaseField? provider)
    {
        if (github is null) findings.Add(FindingCode.MissingGitHub, item.Mark, "github is missing; write the name of the GitHub repository");
        if (docker is null && provider is null)
            findings.Add(FindingCode.MissingArtifact, item.Mark, "neither docker nor provider; write docker: IMAGE for a service, provider: cloudformation for the infrastructure");
        if (docker is not null && provider is not null)
            findings.Add(FindingCode.TwoArtifacts, docker.KeyMark.Line > provider.KeyMark.Line ? docker.KeyMark : provider.KeyMark, "both docker and provider; a service has docker, the infrastructure has provider");
    }

    private string? ReadName(ReleaseFields fields, ReleaseField? field, string code, string expected, Func<string, string?> problemOf)
    {
        if (field is null || fields.ReadText(field, expected) is not { } text) return null;
        if (problemOf(text) is not { } problem) return text;
        findings.Add(code, field.Value.Mark, $"{field.Key} {Quote.Of(text)} {problem}");
        return null;
    }

    private bool ReadProvider(ReleaseFields fields, ReleaseField? provider)
    {
        if (provider is null || fields.ReadText(provider, "cloudformation") is not { } text) return false;
        if (text == "cloudformation") return true;
        findings.Add(FindingCode.InvalidProvider, provider.Value.Mark, $"provider {Quote.Of(text)} is not known; the only one is cloudformation");
        return false;
    }
}
