namespace Kayron.Web.Components.Presentation;

/// <summary>Values of resource properties, without what is the same on both sides or says only where AWS keeps it.</summary>
public static class PropertyValue
{
    private const int ArnPrefixes = 5;
    private const string RegistryHost = ".dkr.ecr.";

    public static string Brief(string? value) => value switch
    {
        null => "nothing",
        "{{changeSet:KNOWN_AFTER_APPLY}}" => "known once it is done",
        _ when value.StartsWith("arn:", StringComparison.Ordinal) && value.Split(':', ArnPrefixes + 1) is { Length: ArnPrefixes + 1 } parts => parts[^1],
        _ when value.Contains(RegistryHost, StringComparison.Ordinal) && Uri.TryCreate($"https://{value}", UriKind.Absolute, out _) => value[(value.IndexOf('/', StringComparison.Ordinal) + 1)..],
        _ => value,
    };
}
