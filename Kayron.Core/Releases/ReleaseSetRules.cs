namespace Kayron.Core.Releases;

/// <summary>The rules that hold across files.</summary>
internal static class ReleaseSetRules
{
    private const int MaximumParameterLength = 255;
    private const string ParameterSuffix = "Version";

    public static IEnumerable<Finding> Check(IReadOnlyList<ReleaseFile> files)
    {
        var entries = files.SelectMany(file => file.Entries).ToList();
        var start = new SourceLocation(files.Count > 0 ? files[0].Path : ReleaseFiles.Folders[0], 1, 1);
        return [.. Counts(files, entries, start), .. Providers(entries), .. Names(entries)];
    }

    /// <summary>What could not be read may hold what seems to be missing.</summary>
    private static IEnumerable<Finding> Counts(IReadOnlyList<ReleaseFile> files, List<ReleaseEntry> entries, SourceLocation start)
    {
        if (files.Any(file => !file.IsComplete)) yield break;
        if (entries.Count == 0) yield return new Finding(FindingCode.NoDefinitions, "no release definition at all; write at least one, with provider: cloudformation", start);
        else if (entries.TrueForAll(entry => entry.ProviderLocation is null))
            yield return new Finding(FindingCode.MissingProvider, "no definition has provider: cloudformation; the infrastructure must be one of them", start);
    }

    private static IEnumerable<Finding> Providers(List<ReleaseEntry> entries)
    {
        var providers = entries.Select(entry => entry.ProviderLocation).OfType<SourceLocation>().ToList();
        return providers.Skip(1).Select(provider => new Finding(FindingCode.TwoProviders, $"a second provider; the first is at {providers[0]}, and there can be only one", provider));
    }

    private static IEnumerable<Finding> Names(List<ReleaseEntry> entries)
    {
        var names = new Dictionary<string, SourceLocation>(StringComparer.Ordinal);
        // Keys that differ by case alone are one to a reader, and CloudFormation's users cannot tell SplitsliteVersion from SplitsLiteVersion at a glance.
        var parameters = new Dictionary<string, (string Name, SourceLocation Location)>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in entries)
        {
            if (entry.Name is not { } name) continue;
            var key = ParameterKey.Of(name);
            if (!names.TryAdd(name, entry.NameLocation))
                yield return new Finding(FindingCode.DuplicateName, $"the name {Quote.Of(name)} is taken at {names[name]}; names must differ", entry.NameLocation);
            else if (!parameters.TryAdd(key, (name, entry.NameLocation)))
                yield return new Finding(FindingCode.DuplicateParameter,
                    $"{Quote.Of(name)} gives the parameter {key}, as {Quote.Of(parameters[key].Name)} at {parameters[key].Location} does; rename one", entry.NameLocation);
            else if (key.Length is <= 7 or > MaximumParameterLength)
                yield return new Finding(FindingCode.InvalidParameter, $"{Quote.Of(name)} gives no parameter name: it needs a letter or digit, and at most {MaximumParameterLength - ParameterSuffix.Length} of them", entry.NameLocation);
        }
    }
}
