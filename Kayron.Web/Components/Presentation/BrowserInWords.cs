namespace Kayron.Web.Components.Presentation;

/// <summary>What a browser says it is, in two words. It may say what it likes, so nothing else of it is shown.</summary>
public static class BrowserInWords
{
    // The order matters: most of them claim to be several.
    private static readonly (string Part, string Name)[] Browsers = [("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari")];
    private static readonly (string Part, string Name)[] Systems = [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux")];

    public static string Of(string browser)
    {
        var name = Find(Browsers, browser) ?? "A browser";
        return Find(Systems, browser) is { } system ? $"{name} on {system}" : name;
    }

    private static string? Find((string Part, string Name)[] known, string text) => known.Where(each => text.Contains(each.Part, StringComparison.Ordinal)).Select(each => each.Name).FirstOrDefault();
}
