using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;

namespace Kayron.Core.Configuration;

/// <summary>Policies as JSON, in the shape of the configuration: to be read where somebody tries them out, and written as they are in force.</summary>
public static class PolicyText
{
    private const string Root = "Kayron";
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads what stands below <c>Policies</c>, with the rules that hold for the configuration; where it is silent the tier decides.</summary>
    /// <returns>Problems with keys such as <c>policies:Window:Allow:0:From</c>; where there is one, the policies have no meaning.</returns>
    public static (PolicySettings Policies, IReadOnlyList<SettingsProblem> Problems) Read(JsonElement policies, Tier tier)
    {
        if (policies.ValueKind != JsonValueKind.Object) return (new PolicySettings(), [new SettingsProblem("policies", "must be an object, as it stands in the configuration.")]);
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var empty = new List<string>();
        Flatten($"{Root}:Policies", policies, values, empty);
        var problems = values.Keys.Select(key => KnownKeys.Tree.FindUnknown(key[(Root.Length + 1)..]))
            .Concat(empty.Select(key => KnownKeys.Tree.FindUnknown(key[(Root.Length + 1)..], isSection: true))).OfType<(string Path, string Message)>().Distinct()
            .Select(unknown => new SettingsProblem($"{Root}:{unknown.Path}", unknown.Message)).ToList();
        var read = PolicyReader.Read(new SettingsScope(Root, values, problems), tier);
        return (read, [.. problems.Select(problem => problem with { Key = $"p{problem.Key[(Root.Length + 2)..]}" }).OrderBy(problem => problem.Key, StringComparer.Ordinal)]);
    }

    /// <summary>What is in force, indented, to be edited. Read again it means the same.</summary>
    public static string Write(PolicySettings policies)
    {
        var json = new JsonObject { ["Approval"] = Approval(policies.Approval), ["Window"] = new JsonObject { ["Allow"] = Windows(policies.Window.Allow), ["Deny"] = Windows(policies.Window.Deny) } };
        if (policies.Order.After is { } after) json["Order"] = new JsonObject { ["After"] = after };
        if (policies.Soak is { } soak) json["Soak"] = new JsonObject { ["Environment"] = soak.Environment, ["For"] = Span(soak.For) };
        json["VersionClass"] = VersionClass(policies.VersionClass);
        json["DestructiveChange"] = DestructiveChange(policies.DestructiveChange);
        json["Broadening"] = new JsonObject { ["Enabled"] = policies.Broadening.Enabled };
        json["Retry"] = new JsonObject { ["Failed"] = policies.Retry.RetryFailed ? "always" : "never" };
        json["Rollback"] = new JsonObject { ["IgnoreWindows"] = policies.Rollback.IgnoreWindows };
        return json.ToJsonString(Readable);
    }

    private static void Flatten(string path, JsonElement element, Dictionary<string, string> values, List<string> empty)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject()) Flatten($"{path}:{property.Name}", property.Value, values, empty);
                if (!element.EnumerateObject().Any()) empty.Add(path);
                break;
            case JsonValueKind.Array when element.GetArrayLength() == 0:
                values[path] = "";
                break;
            case JsonValueKind.Array:
                foreach (var (index, item) in element.EnumerateArray().Index()) Flatten($"{path}:{index.ToString(System.Globalization.CultureInfo.InvariantCulture)}", item, values, empty);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                values[path] = element.GetBoolean() ? "true" : "false";
                break;
            case not JsonValueKind.Null:
                values[path] = element.ToString().Trim();
                break;
        }
    }

    private static JsonObject Approval(ApprovalSettings approval)
    {
        var json = new JsonObject { ["Required"] = approval.Required, ["PreventSelf"] = approval.PreventSelf, ["CommentRequired"] = approval.CommentRequired };
        if (approval.AllowDelegatedTokens) json["AllowDelegatedTokens"] = true;
        if (approval.Expires is { } expires) json["Expires"] = Span(expires);
        return json;
    }

    private static JsonObject DestructiveChange(DestructiveChangeSettings guard)
    {
        var json = new JsonObject { ["Enabled"] = guard.Enabled };
        if (guard.Types is { } types) json["Types"] = new JsonArray([.. types.Select(type => JsonValue.Create(type))]);
        return json;
    }

    private static string Span(TimeSpan span) => span.ToString("c", System.Globalization.CultureInfo.InvariantCulture);

    private static JsonObject VersionClass(VersionClassSettings gates)
    {
        static string Word(VersionGate gate) => gate.ToString().ToLowerInvariant();
        return new JsonObject
        {
            ["Patch"] = Word(gates.Patch), ["Minor"] = Word(gates.Minor), ["Major"] = Word(gates.Major), ["Prerelease"] = Word(gates.Prerelease), ["Branch"] = Word(gates.Branch),
            ["Downgrade"] = Word(gates.Downgrade),
        };
    }

    private static JsonArray Windows(IReadOnlyList<TimeWindow> windows) => [.. windows.Select(Window)];

    private static JsonNode Window(TimeWindow window)
    {
        var json = new JsonObject();
        if (window.Days.Count > 0) json["Days"] = new JsonArray([.. window.Days.Select(day => JsonValue.Create(day.ToString()))]);
        if (window.From != LocalTime.Midnight || window.To != LocalTime.Midnight) (json["From"], json["To"]) = (Clock(window.From), window.To == LocalTime.Midnight ? "24:00" : Clock(window.To));
        if (window.FromDate is { } first) json["FromDate"] = NodaTime.Text.LocalDatePattern.Iso.Format(first);
        if (window.ToDate is { } last) json["ToDate"] = NodaTime.Text.LocalDatePattern.Iso.Format(last);
        json["TimeZone"] = window.Zone.Id;
        if (window.Reason is { } reason) json["Reason"] = reason;
        return json;
    }

    private static string Clock(LocalTime time) => time.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
