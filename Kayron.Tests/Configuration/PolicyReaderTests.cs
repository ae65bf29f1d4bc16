using Kayron.Core.Configuration;
using Microsoft.Extensions.Configuration;
using NodaTime;

namespace Kayron.Tests.Configuration;

public sealed class PolicyReaderTests
{
    [Fact]
    public void Windows_are_read_in_their_order_and_a_list_is_inherited_or_replaced_as_a_whole()
    {
        var (staging, production) = Policies(
            """
            "Policies": { "Window": {
              "Allow": [ { "Days": ["Tuesday", "monday"], "From": "09:00", "To": "17:00", "TimeZone": "Europe/Berlin" }, { "Days": ["Friday"], "From": "22:00", "To": "24:00" } ],
              "Deny": [ { "FromDate": "2026-12-20", "ToDate": "2027-01-02", "TimeZone": "Europe/Berlin", "Reason": "holidays" } ] } },
            """,
            """ "Window": { "Allow": [] } """);
        Assert.Equal([IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday], staging.Window.Allow[0].Days);
        Assert.Equal((new LocalTime(9, 0), new LocalTime(17, 0), "Europe/Berlin"), (staging.Window.Allow[0].From, staging.Window.Allow[0].To, staging.Window.Allow[0].Zone.Id));
        Assert.Equal((new LocalTime(22, 0), LocalTime.Midnight, "UTC"), (staging.Window.Allow[1].From, staging.Window.Allow[1].To, staging.Window.Allow[1].Zone.Id));
        Assert.Empty(production.Window.Allow);
        var holidays = Assert.Single(production.Window.Deny);
        Assert.Equal((new LocalDate(2026, 12, 20), new LocalDate(2027, 1, 2), "holidays"), (holidays.FromDate, holidays.ToDate, holidays.Reason));
    }

    [Fact]
    public void Each_size_of_a_step_has_its_gate_and_is_auto_where_none_is_set()
    {
        var (staging, production) = Policies("", """ "VersionClass": { "Minor": "approve", "Prerelease": "deny" } """);
        Assert.Equal(new VersionClassSettings(), staging.VersionClass);
        Assert.Equal(new VersionClassSettings(Minor: VersionGate.Approve, Prerelease: VersionGate.Deny), production.VersionClass);
    }

    [Theory]
    [InlineData(""" "Window": { "Allow": [ { "Days": ["Mondy"] } ] } """, "Window:Allow:0:Days holds \"Mondy\": did you mean Monday?")]
    [InlineData(""" "Window": { "Allow": [ { "Days": ["8"] } ] } """, "Window:Allow:0:Days holds \"8\": days are Monday to Sunday.")]
    [InlineData(""" "Window": { "Deny": [ { "Days": [] } ] } """, "Window:Deny:0:Days is empty: a window of every day has no Days.")]
    [InlineData(""" "Window": { "Allow": [ { "From": "9" } ] } """, "Window:Allow:0:From is \"9\": it must be a time such as 09:00.")]
    [InlineData(""" "Window": { "Allow": [ { "From": "24:00" } ] } """, "Window:Allow:0:From is \"24:00\": it must be a time such as 09:00.")]
    [InlineData(""" "Window": { "Allow": [ { "To": "24:30" } ] } """, "Window:Allow:0:To is \"24:30\": it must be a time such as 09:00, at most 24:00.")]
    [InlineData(""" "Window": { "Allow": [ { "From": "09:00", "To": "09:00" } ] } """, "Window:Allow:0:To is the same time as From: a window of a whole day has neither.")]
    [InlineData(""" "Window": { "Deny": [ { "FromDate": "20.12.2026" } ] } """, "Window:Deny:0:FromDate is \"20.12.2026\": it must be a date such as 2026-12-20.")]
    [InlineData(""" "Window": { "Deny": [ { "ToDate": "2026-02-30" } ] } """, "Window:Deny:0:ToDate is \"2026-02-30\": it must be a date such as 2026-12-20.")]
    [InlineData(""" "Window": { "Deny": [ { "ToDate": "9026-02-03" } ] } """, "Window:Deny:0:ToDate is \"9026-02-03\": it must be a date such as 2026-12-20.")]
    [InlineData(""" "Window": { "Deny": [ { "FromDate": "2026-12-20", "ToDate": "2026-01-02" } ] } """, "Window:Deny:0:ToDate lies before FromDate.")]
    [InlineData(""" "Window": { "Deny": [ { "TimeZone": "europe/berlin" } ] } """, "Window:Deny:0:TimeZone is \"europe/berlin\": did you mean Europe/Berlin?")]
    [InlineData(""" "Window": { "Deny": [ { "TimeZone": "Middle Earth" } ] } """, "Window:Deny:0:TimeZone is \"Middle Earth\": it must be an IANA time zone such as Europe/Berlin.")]
    [InlineData(""" "Window": { "Deny": [ { "Form": "09:00" } ] } """, "Window:Deny:0:Form does not exist; did you mean From?")]
    [InlineData(""" "Window": { "Allow": "always" } """, "Window:Allow holds a list, each item with keys of its own, not a value.")]
    [InlineData(""" "Window": { "Allow": [ "Monday" ] } """, "Window:Allow:0 holds further keys, not a value.")]
    [InlineData(""" "VersionClass": { "Major": "ask" } """, "VersionClass:Major is \"ask\": it must be auto, approve or deny.")]
    [InlineData(""" "Order": { "After": "stagin" } """, "Order:After is \"stagin\", which is no environment.")]
    [InlineData(""" "Order": { "After": "production" } """, "Order:After goes round in a circle: production waits for production.")]
    [InlineData(""" "Soak": { "Environment": "qa", "For": "1h" } """, "Soak:Environment is \"qa\", which is no environment.")]
    [InlineData(""" "Soak": { "Environment": "staging" } """, "Soak:For is missing.")]
    [InlineData(""" "Soak": { "For": "1h" } """, "Soak:Environment is missing.")]
    [InlineData(""" "Soak": { "Environment": "staging", "For": "60" } """, "Soak:For is \"60\": it must be a duration such as 250ms, 10s, 1m or 1.00:00:00.")]
    [InlineData(""" "Windw": {} """, "Windw does not exist; did you mean Window?")]
    [InlineData(""" "VersionClass": { "Majr": "deny" } """, "VersionClass:Majr does not exist; did you mean Major?")]
    public void A_wrong_policy_is_named_by_its_full_key(string policy, string problem) =>
        Assert.Equal([$"Kayron:Environments:production:Policies:{problem}"], Assert.IsType<SettingsResult.Invalid>(Read("", policy)).Problems.Select(found => found.ToString()));

    [Theory]
    [InlineData("Order", """ { "After": "production" } """, """ { "After": "staging" } """, "Order:After")]
    [InlineData("Soak", """ { "Environment": "production", "For": "1h" } """, """ { "Environment": "staging", "For": "1h" } """, "Soak:Environment")]
    public void Two_environments_that_wait_for_each_other_are_refused_by_both_their_keys(string policy, string staging, string production, string key) => Assert.Equal(
        [
            $"Kayron:Environments:production:Policies:{key} goes round in a circle: production waits for staging waits for production.",
            $"Kayron:Environments:staging:Policies:{key} goes round in a circle: staging waits for production waits for staging.",
        ],
        Assert.IsType<SettingsResult.Invalid>(Read("", $"\"{policy}\": {production}", $"\"{policy}\": {staging}")).Problems.Select(found => found.ToString()));

    private static (PolicySettings Staging, PolicySettings Production) Policies(string inherited, string production)
    {
        var environments = Read(inherited, production) switch
        {
            SettingsResult.Valid(var settings) => settings.Environments,
            SettingsResult.Invalid(var problems) => throw new InvalidOperationException(string.Join('\n', problems)),
            _ => throw new InvalidOperationException(),
        };
        return (environments[0].Policies, environments[1].Policies);
    }

    private static SettingsResult Read(string inherited, string production, string staging = "")
    {
        var json = $$"""
            { "KAYRON_ENVIRONMENT": "production", "Kayron": {
              "GitHub": { "Token": "x" }, "ReleaseSource": "https://github.com/acme/releases", "Bucket": "templates", {{inherited}}
              "Environments": { "staging": { "Stack": "server-staging", "Policies": { {{staging}} } }, "production": { "Stack": "server-production", "Policies": { {{production}} } } } } }
            """;
        return SettingsReader.Read(new ConfigurationBuilder().AddJsonStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json))).Build(), "/base");
    }
}
