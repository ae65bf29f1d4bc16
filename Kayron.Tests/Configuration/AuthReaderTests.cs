using Kayron.Core.Commands;
using Kayron.Core.Configuration;
using Kayron.Core.People;
using Microsoft.Extensions.Configuration;

namespace Kayron.Tests.Configuration;

public sealed class AuthReaderTests
{
    private static readonly Dictionary<string, string?> Complete = new()
    {
        ["KAYRON_ENVIRONMENT"] = "production", ["KAYRON_GITHUB_TOKEN"] = "ghp_secret", ["KAYRON_RELEASE_SOURCE"] = "https://github.com/acme/releases", ["KAYRON_S3_BUCKET"] = "acme-templates",
        ["Kayron:Environments:staging:Stack"] = "staging", ["Kayron:Environments:production:Stack"] = "production",
    };

    private static readonly Dictionary<string, string?> GitHub = new()
    {
        ["Kayron:Auth:GitHub:ClientId"] = "Iv1.0123", ["Kayron:Auth:GitHub:ClientSecret"] = "hush", ["Kayron:Auth:GitHub:Organization"] = "acme", ["Kayron:Auth:GitHub:Roles:*"] = "viewer",
        ["Kayron:Auth:GitHub:Roles:platform:Production"] = "approver", ["Kayron:Auth:GitHub:Roles:platform:*"] = "operator",
    };

    [Fact]
    public void Teams_have_a_role_everywhere_or_in_an_environment()
    {
        var settings = Settings(GitHub).Auth.GitHub!;
        Assert.Equal(("Iv1.0123", "hush", "acme", TimeSpan.FromMinutes(15)), (settings.ClientId, settings.ClientSecret, settings.Organization, settings.Recheck));
        Assert.Equal(
            [new RoleGrant("*", Actor.Everywhere, Role.Viewer), new("platform", Actor.Everywhere, Role.Operator), new("platform", "production", Role.Approver)], settings.Roles.All);
    }

    [Fact]
    public void Roles_fit_into_one_variable_and_a_groups_name_may_hold_colons()
    {
        var settings = Settings(new()
        {
            ["Kayron:Auth:Oidc:Authority"] = "https://id.example.com/tenant", ["Kayron:Auth:Oidc:ClientId"] = "kayron", ["Kayron:Auth:Oidc:Roles"] = "everybody:viewer,leads:administrator",
            ["Kayron:Auth:Oidc:Roles:urn:acme:ops:staging"] = "operator", ["Kayron:Auth:Session:Idle"] = "1h",
        }).Auth;
        Assert.Equal([new RoleGrant("everybody", "*", Role.Viewer), new("leads", "*", Role.Administrator), new("urn:acme:ops", "staging", Role.Operator)], settings.Oidc!.Roles.All);
        Assert.Equal(("groups", null, null, "single sign-on", TimeSpan.FromHours(1)), (settings.Oidc.GroupsClaim, settings.Oidc.LoginClaim, settings.Oidc.ClientSecret, settings.Oidc.Label, settings.Sessions.Idle));
    }

    [Fact]
    public void Everything_that_is_missing_or_wrong_is_said_at_once_and_no_secret_with_it()
    {
        var problems = Problems(new()
        {
            ["Kayron:Auth:GitHub:ClientSecret"] = "hush-hush", ["Kayron:Auth:GitHub:Roles:platform:prod"] = "approver", ["Kayron:Auth:GitHub:Roles:ops"] = "root", ["Kayron:Auth:GitHub:Recheck"] = "1s",
            ["Kayron:Auth:Oidc:Authority"] = "http://id.example.com/", ["Kayron:Auth:Session:Idle"] = "2d", ["Kayron:Http:Proxies:0"] = "10.0.0.0/8", ["Kayron:Http:Proxies:1"] = "the proxy",
            ["Kayron:Auth:Gitlab:ClientId"] = "x",
        });
        Assert.Equal(
            [
                "Kayron:Auth:GitHub:ClientId is missing.",
                "Kayron:Auth:GitHub:Organization is missing.",
                "Kayron:Auth:GitHub:Recheck is \"1s\": it must be from 1m to 1d.",
                "Kayron:Auth:GitHub:Roles:ops must be a role: viewer, operator, approver, administrator.",
                "Kayron:Auth:GitHub:Roles:platform:prod is for an environment that does not exist; there are staging, production and * for all.",
                "Kayron:Auth:Gitlab does not exist; did you mean GitHub?",
                "Kayron:Auth:Oidc:Authority must begin with https://: who can change the answers on the way can sign in as anybody.",
                "Kayron:Auth:Oidc:ClientId is missing.",
                "Kayron:Auth:Oidc:Roles is missing: without it nobody who signs in has a role.",
                "Kayron:Auth:Session:Idle would never matter: Idle is longer than Lifetime.",
                "Kayron:Http:Proxies holds \"the proxy\": it must be an IP address or a network such as 10.0.0.0/8.",
            ],
            problems);
    }

    [Fact]
    public void Where_nothing_is_configured_nobody_signs_in_with_a_provider()
    {
        var auth = Settings([]).Auth;
        Assert.Equal((null, null, SessionLimits.Default), (auth.GitHub, auth.Oidc, auth.Sessions));
    }

    private static KayronSettings Settings(Dictionary<string, string?> more) => Read(more) switch
    {
        SettingsResult.Valid(var settings) => settings,
        SettingsResult.Invalid(var problems) => throw new InvalidOperationException(string.Join('\n', problems)),
        _ => throw new InvalidOperationException(),
    };

    private static IReadOnlyList<string> Problems(Dictionary<string, string?> more) =>
        Read(more) is SettingsResult.Invalid(var problems) ? [.. problems.Select(problem => problem.ToString())] : [];

    private static SettingsResult Read(Dictionary<string, string?> more) => SettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(Complete).AddInMemoryCollection(more).Build(), "/base");
}
